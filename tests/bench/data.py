"""Makes a store full of invented people and notes, once per size and way of indexing."""

import gc
import hashlib
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import Connection, select

import db
from db.connection import hold_reader, open_engine, store_url
from db.fold import plain
from db.migrate import HEAD, upgrade
from db.search.entries import rebuild
from db.search.table import search_entry
from db.store import Store
from ozg_tui.clock import Clock
from ozg_tui.codes.search import Kind
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

_NOTE = (
    "INSERT INTO note(id, version, written_at, written_by, organisation_id, text)"
    " VALUES (?, 1, ?, 'probe', ?, ?)"
)
_FIRST_NOTE = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)
_SUBJECTS = """
Beratung Antrag Beschluss Vereinbarung Laufzeit Einsparung Mängelmelder Führerschein Standesamt
Straßenbeiträge Hundesteuer Förderung Anbindung Fristverlängerung Zuständigkeit Ansprechpartnerin
"""
_VERBS = "fragt bittet erinnert berichtet wartet antwortet klärt meldet"


def store_of(contacts: int, notes: int = 0) -> Path:
    """A store with the seed facts and so many contacts and notes; kept in `OZG_BENCH_DIR`."""
    folder = Path(os.environ.get("OZG_BENCH_DIR") or Path(tempfile.gettempdir()) / "ozg-tui-bench")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{HEAD}-{_fingerprint()}-{contacts}" + (f"-{notes}" if notes else "")
    path = folder / f"{name}.db"
    if not path.exists():
        unfinished = folder / f"{name}.{os.getpid()}.part"
        _make(unfinished, contacts, notes)
        unfinished.rename(path)
    return path


@cache
def _fingerprint() -> str:
    """Changes with how entries are made: an old store would measure an old index."""
    folder = Path(db.__file__).parent
    sources = (folder / "fold.py", *sorted((folder / "search").glob("*.py")))
    return hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()[:8]


def _make(path: Path, contacts: int, notes: int) -> None:
    engine = open_engine(store_url(str(path)))
    upgrade(engine, Clock())
    load(Store(engine, Clock()))
    engine.dispose()
    # Without a store there is no history: nobody ever typed these people.
    engine = open_engine(store_url(str(path)))
    gc.disable()  # a million entries, each seen again and again
    with engine.connect().execution_options(ozg_mode="write") as connection, connection.begin():
        _insert(connection, contacts, notes)
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


def _insert(connection: Connection, contacts: int, notes: int) -> None:
    entry = search_entry.c
    kommunen = connection.scalars(
        select(entry.record_id).where(entry.kind == Kind.MUNICIPALITY).order_by(entry.record_id)
    ).all()
    people = _people(contacts, kommunen)
    while batch := list(islice(people, _BATCH)):
        for rows, statement in zip(zip(*batch, strict=True), _STATEMENTS, strict=True):
            connection.exec_driver_sql(statement, list(rows))
    texts = _notes(notes, kommunen)
    while rows_of_notes := list(islice(texts, _BATCH)):
        connection.exec_driver_sql(_NOTE, rows_of_notes)


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


def _notes(notes: int, kommunen: Sequence[int]) -> Iterator[tuple[object, ...]]:
    """A note every twenty minutes, each a sentence or two about somebody's business."""
    chance = random.Random(_SEED)
    surnames, subjects, verbs = _COMMON.split(), _SUBJECTS.split(), _VERBS.split()
    for number in range(_FIRST, _FIRST + notes):
        written = _FIRST_NOTE + timedelta(minutes=20 * number)
        sentences = (
            f"{chance.choice(surnames)} {chance.choice(verbs)} wegen {chance.choice(subjects)}"
            f" und {chance.choice(subjects)}, Az. {chance.randrange(1, 900)}/{written.year}."
            for _ in range(chance.randrange(1, 4))
        )
        moment = written.strftime("%Y-%m-%d %H:%M:%S.%f")
        yield number, moment, chance.choice(kommunen), " ".join(sentences)
