"""Lists go out: what is filtered, nothing a formula, whole or not at all, in again unchanged."""

import csv
import io
import itertools
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import vobject
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from db.errors import FilterError
from db.store import Store
from db.tables import Exchange
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.exports import FORMATS, LISTS, export
from ozg_tui.desk.exchange.imports import open_file, take_over
from ozg_tui.desk.exchange.kinds import KINDS
from ozg_tui.desk.exchange.writing.guard import guarded, unguarded
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.rules.errors import InputError
from tests.kit.desks import desk_in, small_hessen
from tests.kit.stores import Stores, upon

COMMANDS = ("1+1", "SUM(A1:A9)", "cmd|'/c calc'!A0", 'HYPERLINK("http://example.org";"x")')
BEGINNINGS = (
    "=", "+", "-", "@", " =", "\u00a0=", "\u200b=", "\ufeff=", "\u2060@", "＝", "＋", "－", "＠",
    "\t=", "'=",
)  # fmt: skip
PAYLOADS = [begun + rest for begun, rest in itertools.product(BEGINNINGS, COMMANDS)]
BACK = ("csv", "tsv", "xlsx", "ods", "json", "vcf")


def person(desk: Desk, **values: object) -> None:
    filled = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": "Müller"}
    value = ContactInput.model_validate(filled | values, context={"today": desk.today()})
    CONTACTS.save(desk, value)


@upon(small_hessen)
def people(store: Store) -> None:
    """People of all kinds."""
    desk = Desk(store.engine, "probe", store.clock)
    person(
        desk, given_name="Käthe", title="Dr.", role="head", direct="05609/90009-12",
        switchboard="05609 90009-0", mobile="0152 00283912", secretariat="(05609) 9000911",
        email="k.mueller@example.org", email_2="rathaus@example.org",
        postal="Rathaus, Marktplatz 1, 34292 Ahnatal", confirmed_on=date(2021, 5, 1),
        salutation="ms", role_title="Bürgermeisterin", role_since=date(2020, 11, 1),
        call_first=True, note='Zeile 1\nsagt "ja"; oder, nein\\',
    )  # fmt: skip
    person(desk, family_name="=1+1", note="'=x und @y", email="x@example.org")
    person(desk, family_name="Ausland", direct="+43 1 53115-0", note="+49 561 90009-12")
    person(
        desk, family_name="Kassel", organisation_id=find_municipality(desk, "06633"), direct="115"
    )


@upon(small_hessen)
def payloads(store: Store) -> None:
    """People whose names and notes begin like formulas."""
    desk = Desk(store.engine, "probe", store.clock)
    for number, payload in enumerate(PAYLOADS):
        person(desk, family_name=f"P{number:02}", given_name=payload, note=payload)


@pytest.fixture
def full(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk with people of all kinds, on each database in turn."""
    with desk_in(stores, dialect, people) as desk:
        yield desk


@pytest.fixture
def filed(stores: Stores) -> Iterator[Desk]:
    """The same desk where the claim is about the file alone."""
    with desk_in(stores, "sqlite", people) as desk:
        yield desk


@pytest.fixture
def dangerous(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk whose people begin like formulas, on each database in turn."""
    with desk_in(stores, dialect, payloads) as desk:
        yield desk


def sent(desk: Desk, path: Path, word: str = "kontakte", text: str = "") -> Path:
    export(desk, LISTS[word], text, path.suffix[1:], path, overwrite=True)
    return path


def rows_of(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


# What goes out


def test_what_is_filtered_goes_out_in_the_order_of_the_list(full, tmp_path):
    rows = rows_of(sent(full, tmp_path / "k.csv", text="ahnatal"))
    shown = lines(full, Scope(*LISTS["kontakte"].kinds, "ahnatal"), 99)
    assert len(rows) - 1 == len(shown) == 4
    assert [unguarded(row[0]) for row in rows[1:]] == [
        line.title.partition(",")[0] for line in shown
    ]


def test_a_file_for_a_german_spreadsheet_has_its_mark_its_separator_and_its_line_ends(
    full, tmp_path
):
    raw = sent(full, tmp_path / "k.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNachname;Vorname;Titel;")
    office = "Leitung der Verwaltung;Bürgermeisterin;01.11.2020;Frau"
    assert f"Dr.;Ahnatal;06633001;{office};+49 5609 90009-12;".encode() in raw
    assert raw.endswith(b"\r\n")


def test_numbers_go_out_with_blanks_and_their_extensions(full, tmp_path):
    rows = rows_of(sent(full, tmp_path / "k.csv", text="müller"))
    named = dict(zip(rows[0], rows[1], strict=True))
    assert [named[each] for each in ("Durchwahl", "Sekretariat", "Zentrale", "Mobil")] == [
        "+49 5609 90009-12", "+49 5609 9000911", "+49 5609 90009-0", "+49 152 00283912",
    ]  # fmt: skip


def test_json_keeps_types_and_codes(full, tmp_path):
    found = json.loads(sent(full, tmp_path / "k.json", text="käthe").read_text())
    assert (found["list"], found["filter"], found["schema_version"]) == ("kontakte", "käthe", 1)
    (row,) = found["rows"]
    assert (row["confirmed_on"], row["call_first"], row["key"]) == ("2021-05-01", True, "06633001")


def test_an_empty_list_is_a_file_with_headings(full, tmp_path):
    assert len(rows_of(sent(full, tmp_path / "k.csv", text="gibtesnicht"))) == 1
    assert json.loads(sent(full, tmp_path / "k.json", text="gibtesnicht").read_text())["rows"] == []


@pytest.mark.parametrize("word", LISTS)
def test_every_list_goes_out_in_every_format(full, tmp_path, word):
    shown = len(lines(full, Scope(*LISTS[word].kinds), 999))
    for form in set(FORMATS) - {"vcf"}:
        assert export(full, LISTS[word], "", form, tmp_path / f"x.{form}").records == shown, form


def test_cards_are_read_by_another_library(full, tmp_path):
    raw = sent(full, tmp_path / "k.vcf", text="käthe").read_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    card = vobject.readOne(raw.decode())
    assert (card.n.value.family, card.n.value.given, card.n.value.prefix) == (
        "Müller", "Käthe", "Dr.",
    )  # fmt: skip
    assert card.org.value == ["Ahnatal"]
    assert card.note.value == 'Zeile 1\nsagt "ja"; oder, nein\\'
    assert {each.value for each in card.tel_list} >= {"+49 5609 90009-12", "+49 152 00283912"}


def test_personal_data_leaves_a_line_in_the_journal(full, tmp_path):
    sent(full, tmp_path / "k.csv", text="ahnatal")
    sent(full, tmp_path / "g.csv", "kommunen")
    with full.store.reading() as session:
        (line,) = session.scalars(select(Exchange))
    assert (line.direction, line.kind, line.rows, line.actor, line.content) == (
        "out", "kontakte", 4, "probe", {"filter": "ahnatal"},
    )  # fmt: skip


# In again


@pytest.mark.parametrize("form", BACK)
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, dialect: str, full: Desk, tmp_path: Path, form: str
) -> None:
    first = sent(full, tmp_path / f"eins.{form}")
    with desk_in(stores, dialect) as other:
        plan = open_file(other, KINDS["kontakte"], first)
        assert plan.is_whole, (plan.faults, plan.questions)
        take_over(other, plan, lambda: plan)
        second = sent(other, tmp_path / f"zwei.{form}")
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("form", BACK)
def test_what_went_out_changes_nothing_where_it_came_from(full, tmp_path, form):
    plan = open_file(full, KINDS["kontakte"], sent(full, tmp_path / f"k.{form}"))
    assert {row.outcome for row in plan.rows} == {"unchanged"}


# Nothing is a formula


def test_there_are_enough_payloads():
    assert len(PAYLOADS) >= 60


def test_no_cell_of_a_text_file_begins_a_formula(dangerous, tmp_path):
    for row in rows_of(sent(dangerous, tmp_path / "k.csv"))[1:]:
        for cell in row:
            bare = cell.strip().lstrip("\u200b\ufeff\u2060\u00a0")
            assert bare[:1] not in set("=+-@＝＋－＠"), cell


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(dangerous, tmp_path):
    path = sent(dangerous, tmp_path / "k.xlsx")
    with zipfile.ZipFile(path) as archive:
        markup = archive.read("xl/worksheets/sheet1.xml")
        assert not [name for name in archive.namelist() if "rels" in name and "sheet1" in name]
    assert b"<f" not in markup.replace(b"<filter", b"")
    assert b"hyperlink" not in markup
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    notes = {row[0]: row[-1] for row in rows}
    stored = {
        line.title.partition(",")[0]
        for line in lines(dangerous, Scope(*LISTS["kontakte"].kinds), 999)
    }
    assert set(notes) - {"Nachname"} == stored
    assert notes["P00"] == "=1+1"


def test_no_cell_of_a_document_is_a_formula_and_every_text_comes_back(dangerous, tmp_path):
    path = sent(dangerous, tmp_path / "k.ods")
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert b"formula" not in archive.read("content.xml")
    sheet, office = (
        CalamineWorkbook.from_path(str(each)).get_sheet_by_index(0).to_python()
        for each in (sent(dangerous, tmp_path / "k.xlsx"), path)
    )
    assert office == sheet


@pytest.mark.parametrize("text", [*PAYLOADS, "", "Text", "+49 561 90009-12", "'", "''=", "-"])
def test_the_guard_is_taken_away_again(text):
    assert unguarded(guarded(text)) == text


# The file itself


def test_a_file_is_its_owners_alone_and_takes_no_place(filed, tmp_path):
    path = sent(filed, tmp_path / "k.csv")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    with pytest.raises(InputError, match="gibt es schon"):
        export(filed, LISTS["kommunen"], "", "csv", path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["k.csv"]


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_link_is_never_followed(filed, tmp_path, overwrite):
    target, link = tmp_path / "ziel.csv", tmp_path / "k.csv"
    target.write_text("mein")
    link.symlink_to(target)
    with pytest.raises(InputError, match="Verknüpfung"):
        export(filed, LISTS["kommunen"], "", "csv", link, overwrite=overwrite)
    assert target.read_text() == "mein"


def test_an_export_that_fails_leaves_nothing_half_written(filed, tmp_path, monkeypatch):
    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    path = tmp_path / "k.csv"
    with pytest.raises(InputError, match="genug Platz"):
        export(filed, LISTS["kommunen"], "", "csv", path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("word", "form", "path"),
    [("kommunen", "vcf", "k.vcf"), ("kommunen", "doc", "k.doc"), ("kommunen", "csv", "no/k.csv")],
)
def test_what_cannot_be_written_is_told_in_a_sentence(filed, tmp_path, word, form, path):
    with pytest.raises(InputError):
        export(filed, LISTS[word], "", form, tmp_path / path)
    assert list(tmp_path.iterdir()) == []


def test_a_filter_that_does_not_exist_writes_nothing(filed, tmp_path):
    with pytest.raises(FilterError):
        export(filed, LISTS["kontakte"], "kreis:nirgends", "csv", tmp_path / "k.csv")
    assert list(tmp_path.iterdir()) == []
