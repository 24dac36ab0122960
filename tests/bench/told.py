"""What a benchmark has found: printed, and kept for `ozg-tui pruefbericht` where `--keep` asks."""

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from statistics import median

from ozg_tui.clock import Clock
from ozg_tui.measured import FILE, Figure
from tests.bench.figures import Limit, Round, all_of, percentile

SAID = {
    # The screen.
    "search box": "Start bis zum Suchfeld",
    "typing": "Start bis zum dritten Buchstaben",
    "first rows": "Start bis zu den ersten Zahlen",
    "cursor key": "Pfeil ab in der Liste",
    "PageDown": "Bild ab in der Liste",
    "End": "Ende in der Liste",
    "Home": "Pos1 in der Liste",
    "letter": "Buchstabe in der Suche",
    "frames": "Bilder je Buchstabe",
    "card": "Kommune öffnen",
    "card frames": "Bilder, bis die Kommune steht",
    "memory": "Speicher der Listen",
    "suche": "ozg-tui suche",
    "version": "ozg-tui --version",
    "form letter": "Buchstabe im großen Formular",
    "form Enter": "Enter im großen Formular",
    "form p95": "großes Formular, 95 %",
    # The matrix.
    "open": "Matrix öffnen",
    "cursor": "Pfeil in der Matrix",
    "page": "Seite der Matrix",
    "filter": "Filter der Matrix",
    "open frames": "Bilder, bis die Matrix steht",
    "cursor bytes": "Bytes je Pfeil",
    "store": "Bytes je Zelle im Bestand",
    "bulk": "1.000 Zellen auf einmal",
    # The telephone.
    "anruf": "ozg-tui anruf",
    "shown": "bis der Anruf zu sehen ist",
    # Files.
    "dry": "Datei prüfen",
    "take": "Datei übernehmen",
    "csv": "Liste als CSV",
    "xlsx": "Liste als XLSX",
    # What it is held against.
    "hello": "das kleinste Programm",
    "hello key": "dessen Taste",
    "hello typing": "dessen dritter Buchstabe",
    "hello memory": "dessen Speicher",
    "python": "python -c pass",
    "import sqlalchemy.orm": "SQLAlchemy laden",
    "bare bulk": "dieselben Zeilen ohne Programm",
    "read": "Lesen mit csv und pydantic",
    "rows": "alle Zeilen ohne Programm",
    "people": "die Kontaktzeilen ohne Programm",
    "csv.writer": "csv.writer",
    "xlsxwriter": "XlsxWriter",
    "socket": "nur klingeln",
    "one": "",
}
"""How a series is called where staff read it; a store's size stands before it."""

_UNITS = {"form p95": "ms", "shown": "ms", "cursor bytes": "Bytes", "store": "Bytes"}


def parser(about: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has; `about` is its docstring."""
    made = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    made.add_argument("--keep", action="store_true", help="keep what is found for the program")
    return made


def compared(rounds: list[Round], wanted: Iterable[Limit]) -> list[Figure]:
    """Print each series beside its anchor; answers the figures."""
    print(f"{'':22}{'median':>9}{'p95':>9}{'anchor':>9}{'ratio':>8}{'limit':>8}")
    found = []
    for limit in wanted:
        ours, ratio = all_of(rounds, limit.series), limit.ratio(rounds)
        size, name = _apart(limit.series)
        unit = _UNITS.get(name, "" if limit.anchor == "one" else "×")
        figure = Figure(
            f"{size}{SAID[name]}", round(ratio, 4), unit, limit.times, _said(limit.anchor)
        )
        print(
            f"{limit.series:22}{median(ours):9.2f}{percentile(ours, 0.95):9.2f}"
            f"{median(all_of(rounds, limit.anchor)):9.2f}{ratio:8.2f}{limit.times:8.2f}"
            f" {'ok    ' if figure.is_held else 'MISSED'} x {limit.anchor}"
            + (f" + {limit.plus:g} ms" if limit.plus else "")
        )
        found.append(figure)
    return found


def told(title: str, figures: Sequence[Figure], *, keep: bool) -> int:
    """The exit code of a benchmark, 1 if a limit is missed; what is found is kept if asked."""
    if keep:
        known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
        known[title] = {
            "on": Clock().today().isoformat(),
            "version": version("ozg-tui"),
            "machine": f"{os.cpu_count()} Kerne, {platform.machine()}",
            "databases": f"SQLite {sqlite3.sqlite_version}",
            "command": _command(),
            "figures": figures,
        }
        FILE.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(each.is_held for each in figures) else 1


def _said(anchor: str) -> str:
    size, name = _apart(anchor)
    return f"{size}{SAID[name]}"


def _apart(series: str) -> tuple[str, str]:
    """The size of a store as it is told, and the rest of a series' name."""
    first, _, rest = series.partition(" ")
    if first.replace(",", "").isdigit():
        return f"{first.replace(',', '.')} Kontakte: ", rest
    return {"small": "Hessen: ", "large": "Deutschland: "}.get(first, ""), (
        rest if first in {"small", "large"} else series
    )


def _command() -> str:
    spec = sys.modules["__main__"].__spec__
    module = spec.name if spec is not None else ""
    return " ".join(["python -m", module, *(each for each in sys.argv[1:] if each != "--keep")])
