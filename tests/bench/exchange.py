"""How fast files come in and lists go out, beside the bare libraries that do the same.

    python -m tests.bench.exchange [--contacts 5000] [--rounds 3]

In every round, on an embedded store of its own:

read        the csv module reads the file, and pydantic checks every row as the form does
dry         the file is understood: read, mapped, judged, compared with the store
people      sqlite3 writes the people with their numbers and addresses alone, by executemany
rows        sqlite3 writes all rows that the take-over has to write, by executemany
take        the take-over: rows, history and search entries, one unit
again       the same file once more: nothing is new
csv, xlsx   the list goes out; csv.writer and XlsxWriter write the same cells

Ratios are formed in each round; their median is held against the limit. Ends with 1 if one is
missed.
"""

import csv
import io
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy.engine import URL

from db.connection import open_engine
from db.migrate import upgrade
from db.store import Store
from ozg_tui.clock import Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Plan, open_file, take_over
from ozg_tui.desk.exchange.kinds import KINDS
from ozg_tui.desk.register.contacts import ContactInput
from seeds.load import load
from tests.bench.figures import Limit, Round
from tests.bench.told import compared, parser, told

HEAD = (
    "Nachname", "Vorname", "AGS", "Durchwahl", "Mobil", "E-Mail", "Postanschrift", "Bemerkung",
)  # fmt: skip
FIELDS = ("family_name", "given_name", "", "direct", "mobile", "email", "postal", "note")
PEOPLE = ("contact", "phone_number", "address")
WRITTEN = (*PEOPLE, "change", "search_entry")
LIMITS = [
    Limit("dry", "read", 4),
    Limit("take", "rows", 2),
    Limit("take", "people", 9),
    Limit("csv", "csv.writer", 2.5),
    Limit("xlsx", "xlsxwriter", 1.3),
]


def file_of(desk: Desk, count: int, path: Path) -> None:
    """A list of invented people at all Kommunen; the numbers lie in reserved ranges."""
    from ozg_tui.desk.core.territory import territory

    land = territory(desk)
    keys = sorted(
        key for key in land.ids if key.isdecimal() and land.ids[key] not in land.successors
    )
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEAD)
        for number in range(count):
            name = f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}muster {number}".title()
            writer.writerow((
                name, f"Vor{number % 97}", keys[number % len(keys)],
                f"0561 90009-{number % 900 + 100}", f"0152 00{28000 + number % 71999:05d}9"[:13],
                f"p{number}@example.org", f"Rathausplatz {number % 90}, 34000 Musterort", "",
            ))  # fmt: skip


def timed(series: list[float], job: Callable[[], object]) -> object:
    """Do something; its seconds go to the series."""
    begun = time.perf_counter()
    done = job()
    series.append(time.perf_counter() - begun)
    return done


def read_alone(path: Path) -> None:
    """The csv module and pydantic, without place, comparison and history."""
    with path.open(encoding="cp1252", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        for row in rows:
            named = {name: text for name, text in zip(FIELDS, row, strict=True) if name}
            ContactInput.model_validate(named | {"organisation_id": 1}, context={"today": date.max})


def bare(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Write rows into the same tables with their indexes and triggers."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        for table, content in rows.items():
            marks = ", ".join("?" * len(content[0]))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', content)


def added_rows(path: Path, before: dict[str, int]) -> dict[str, list[tuple[object, ...]]]:
    """What the take-over has added, by table."""
    with sqlite3.connect(path) as connection:
        found = {}
        for table in WRITTEN:
            key = "position" if table == "search_entry" else "id"
            clause = "kind = 2" if table == "search_entry" else f"{key} > {before[table]}"
            found[table] = connection.execute(f'SELECT * FROM "{table}" WHERE {clause}').fetchall()
    return found


def highest(path: Path) -> dict[str, int]:
    """The highest number of each table that has numbers."""
    with sqlite3.connect(path) as connection:
        return {
            table: connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()[0]
            for table in WRITTEN
            if table != "search_entry"
        }


def one_round(folder: Path, seeded: Path, count: int) -> Round:
    """Everything once, on fresh copies of the store."""
    times: Round = defaultdict(list)
    stores = {}
    for name in ("own", "all", "few"):
        stores[name] = folder / f"{name}.db"
        shutil.copy(seeded, stores[name])
        stores[name].chmod(0o600)
    with sqlite3.connect(stores["all"]) as connection:
        connection.execute("DELETE FROM search_entry WHERE kind = 2")
    before = highest(stores["own"])
    desk = Desk(open_engine(URL.create("sqlite", database=str(stores["own"]))), "bench", Clock())
    path, kind = folder / "liste.csv", KINDS["kontakte"]
    file_of(desk, count, path)

    def understood() -> Plan:
        return open_file(desk, kind, path)

    timed(times["read"], lambda: read_alone(path))
    plan = timed(times["dry"], understood)
    assert isinstance(plan, Plan)
    assert plan.is_whole and len(plan.rows) == count, plan.faults[:3]
    timed(times["take"], lambda: take_over(desk, plan, understood))
    timed(times["again"], understood)
    rows = added_rows(stores["own"], before)
    timed(times["rows"], lambda: bare(stores["all"], rows))
    people = {table: rows[table] for table in PEOPLE}
    timed(times["people"], lambda: bare(stores["few"], people))
    listed = LISTS["kontakte"]
    timed(times["csv"], lambda: export(desk, listed, "", "csv", folder / "k.csv"))
    timed(times["xlsx"], lambda: export(desk, listed, "", "xlsx", folder / "k.xlsx"))
    with (folder / "k.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file, delimiter=";"))
    timed(times["csv.writer"], lambda: csv.writer(io.StringIO(), delimiter=";").writerows(cells))
    timed(times["xlsxwriter"], lambda: write_workbook(folder / "bare.xlsx", cells))
    desk.close()
    for each in folder.iterdir():
        if each != seeded:
            each.unlink()
    return times


def write_workbook(path: Path, cells: list[list[str]]) -> None:
    """The same cells by XlsxWriter alone."""
    from xlsxwriter import Workbook

    book = Workbook(path, {"constant_memory": True})
    page = book.add_worksheet()
    for line, row in enumerate(cells):
        for at, cell in enumerate(row):
            if cell:
                page.write_string(line, at, cell)
    book.close()


def main() -> int:
    """Measure and report."""
    asking = parser(__doc__)
    asking.add_argument("--contacts", type=int, default=5_000)
    asking.add_argument("--rounds", type=int, default=3)
    options = asking.parse_args()
    with tempfile.TemporaryDirectory(prefix="ozg-bench-") as name:
        folder = Path(name)
        folder.chmod(0o700)
        seeded = folder / "seeded.db"
        store = Store(open_engine(URL.create("sqlite", database=str(seeded))), Clock())
        upgrade(store.engine, Clock())
        load(store)
        store.close()
        rounds = [one_round(folder, seeded, options.contacts) for _ in range(options.rounds)]
    print(f"{options.contacts:,} contacts, times in s")
    return told("Listen hinein und hinaus", compared(rounds, LIMITS), keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
