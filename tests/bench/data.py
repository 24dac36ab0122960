"""Makes a store full of invented people, once per schema and size."""

import gc
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import Connection, select

from db.connection import hold_reader, open_engine, store_url
from db.fold import plain
from db.migrate import HEAD, bring_up_to_date
from db.search import Kind, search_entry
from db.search_entries import rebuild
from db.store import Store
from seeds.load import load

_SEED = 2022
_BATCH = 20_000
_FIRST = 1_000
_COMMON = """
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt
Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber
Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank
Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus
Groß Yılmaz Öztürk Jäger Großmann Müller-Lang Özdemir Mueller Sauer Brandt Haas Schreiber Graf
"""
_STARTS = """
Linden Hasel Erlen Birken Tannen Eichen Buchen Dachs Hirsch Reh Falken Adler Sperber Mühl Wein Korn
Apfel Kirsch Sonnen Mond Stern Silber Gold Kupfer Salz
"""
_ENDS = "berg feld hofer bach mann wald stein au inger brunn"
_GIVEN = """
Anna Peter Sabine Thomas Ursula Michael Monika Andreas Petra Wolfgang Elke Stefan Renate Jürgen Ayşe
Klaus Karin Frank Birgit Uwe Jörg Gabriele Bernd Zoë Heike Matthias Martina Rainer André Katja
Sören Özlem Françoise Łukasz Dörte Günter Änne Björn Nadine Murat Elif Tobias Svenja Lea Jonas Mia
"""
_ROLES = ("head", "digitalisation", "cooperation", "finance", "data_protection", "it", "other")
# The ranges that the Bundesnetzagentur keeps free for films: nobody can be called.
_NUMBERS = (
    ("069 90009-", "+496990009"),
    ("0221 4710-", "+492214710"),
    ("030 23125-", "+493023125"),
)

_STATEMENTS = (
    "INSERT INTO contact(id, organisation_id, family_name, given_name, version, call_first)"
    " VALUES (?, ?, ?, ?, 1, 0)",
    "INSERT INTO contact_role(contact_id, role) VALUES (?, ?)",
    "INSERT INTO phone_number(contact_id, kind, raw, e164) VALUES (?, 'direct', ?, ?)",
    "INSERT INTO address(contact_id, kind, text) VALUES (?, 'email', ?)",
)


def store_of(contacts: int) -> Path:
    """A store with the seed facts and so many contacts; kept in `OZG_BENCH_DIR`."""
    folder = Path(os.environ.get("OZG_BENCH_DIR") or Path(tempfile.gettempdir()) / "ozg-tui-bench")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{HEAD}-{contacts}.db"
    if not path.exists():
        unfinished = folder / f"{HEAD}-{contacts}.{os.getpid()}.part"
        _make(unfinished, contacts)
        unfinished.rename(path)
    return path


def _make(path: Path, contacts: int) -> None:
    engine = open_engine(store_url(str(path)))
    bring_up_to_date(engine)
    load(Store(engine))
    engine.dispose()
    # Without a store there is no history: nobody ever typed these people.
    engine = open_engine(store_url(str(path)))
    gc.disable()  # a million entries, each seen again and again
    with engine.connect().execution_options(ozg_mode="write") as connection, connection.begin():
        _insert(connection, contacts)
        run = connection.exec_driver_sql
        # The index is built in one go instead of row by row.
        trigger = run("SELECT sql FROM sqlite_master WHERE name = 'search_entry_added'").scalar()
        run("DROP TRIGGER search_entry_added")
        rebuild(connection)
        run("INSERT INTO search_index(search_index) VALUES ('rebuild')")
        run(str(trigger))
    gc.enable()
    with hold_reader(engine) as connection:
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _insert(connection: Connection, contacts: int) -> None:
    entry = search_entry.c
    kommunen = connection.scalars(
        select(entry.record_id).where(entry.kind == Kind.MUNICIPALITY).order_by(entry.record_id)
    ).all()
    people = _people(contacts, kommunen)
    while batch := list(islice(people, _BATCH)):
        for rows, statement in zip(zip(*batch, strict=True), _STATEMENTS, strict=True):
            connection.exec_driver_sql(statement, list(rows))


def _people(contacts: int, kommunen: Sequence[int]) -> Iterator[tuple[tuple[object, ...], ...]]:
    """For each person one row per statement; common names are common, as in life."""
    chance = random.Random(_SEED)
    invented = [start + end for start in _STARTS.split() for end in _ENDS.split()]
    chance.shuffle(invented)
    surnames, given_names = _COMMON.split() + invented, _GIVEN.split()
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(surnames))))
    for number in range(_FIRST, _FIRST + contacts):
        surname = chance.choices(surnames, cum_weights=weights)[0]
        if chance.random() < 0.05:
            surname += "-" + chance.choice(invented)
        shown, e164 = chance.choice(_NUMBERS)
        extension = f"{chance.randrange(1000):03}"
        yield (
            (number, chance.choice(kommunen), surname, chance.choice(given_names)),
            (number, chance.choice(_ROLES)),
            (number, shown + extension, e164 + extension),
            (number, f"{plain(surname)}.{number}@example.org"),
        )
