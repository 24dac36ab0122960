"""The Vermerk of an IKZ application."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from ozg_tui.codes.checks import State
from ozg_tui.desk.core.records import Examination, Section
from ozg_tui.desk.ikz.papers.document import Memo, MemoParticipant, memo_document
from ozg_tui.desk.papers.document import Facts, Heading, Table
from ozg_tui.desk.papers.markdown import as_markdown
from ozg_tui.desk.papers.pdf import as_pdf
from ozg_tui.desk.papers.text import as_text
from ozg_tui.german.columns import width
from ozg_tui.rules.ikz.obligations import Granted, Member, obligations
from ozg_tui.rules.verdict import Check
from tests.kit import hostile

DAY = date(2022, 3, 1)
SOURCE = "Konzept IKZ-OZG, HMdIS, 19.05.2021"


def check(title, state=State.fulfilled, **values):
    return Check(code=title, title=title, state=state, text="Regel.", source=SOURCE, **values)


CHECKS = (
    check("Beteiligte", value="4 Kommunen", threshold="mindestens 3 Kommunen"),
    check(
        "Beschlüsse",
        State.open,
        value="3 von 4 gefasst",
        threshold="alle beteiligten Gremien",
        distance="es fehlt 1 Beschluss",
        question="Hat die Stadtverordnetenversammlung von Großalmerode beschlossen?",
    ),
    check(
        "Vereinbarung",
        value="öffentlich-rechtliche Vereinbarung, unterzeichnet am 01.12.2021",
        threshold="öffentlich-rechtliche Vereinbarung, von allen unterzeichnet",
    ),
    check("Laufzeit", value="01.01.2022 bis 31.12.2026", threshold="bis mindestens 31.12.2026"),
    check(
        "Einsparung",
        State.failed,
        value="14,96 % der Personalkosten (61.635,20 EUR von 412.000,00 EUR im Jahr)",
        threshold="mindestens 15 %, also nachher höchstens 350.200,00 EUR",
        distance="es fehlen 164,80 EUR im Jahr",
        question="Lassen sich die Kosten der Zusammenarbeit noch senken?",
    ),
)


def participants(number):
    return tuple(
        MemoParticipant(
            name=f"Ort {position}",
            role="" if position else "federführend",
            council="Stadtverordnetenversammlung",
            resolution="gefasst",
            session_on=date(2021, 10, 1),
            printed_matter=f"VL-{position}",
            copy="liegt vor",
        )
        for position in range(number)
    )


def memo(number=4, **changes):
    given = {
        "number": "IKZ-0014",
        "title": "OZG-Team Beispieltal",
        "reference_date": date(2022, 1, 15),
        "printed_on": DAY,
        "application": Section(
            "Antrag",
            (
                ("Nummer", "IKZ-0014"),
                ("Bezeichnung", "OZG-Team Beispieltal"),
                ("Aufgabenfeld", "IT-Fachkräfte OZG"),
                ("Stand", "beim Landkreis seit 20.01.2022"),
                ("Antrag vom", "15.01.2022"),
            ),
        ),
        "participants": participants(number),
        "councils": "4 von 4 haben beschlossen",
        "details": (
            Section(
                "Vereinbarung und Laufzeit",
                (
                    ("Form", "öffentlich-rechtliche Vereinbarung"),
                    ("Unterzeichnet am", "01.12.2021"),
                    ("Az.", "12-34/21"),
                    ("Laufzeit", "ab 01.01.2022, bis 31.12.2026"),
                ),
            ),
            Section(
                "Kosten und Zuwendung",
                (
                    ("Personalkosten im Jahr vorher", "412.000,00 EUR"),
                    ("Personalkosten im Jahr nachher", "350.364,80 EUR"),
                    ("Bewilligt laut Bescheid", "100.000,00 EUR"),
                ),
            ),
            Section("Bemerkung", (("", "Erste Zeile\n\nZweite Zeile"),)),
        ),
        "examination": Examination(
            CHECKS,
            "NEIN (3 erfüllt, 1 offen, 1 nicht erfüllt)",
            ("Regelzuwendung: 100.000,00 EUR für 4 Kommunen", "Gleiche Anteile: 4 × 25.000,00 EUR"),
        ),
        "rule_set": "IKZ-OZG (Konzept 2021), gültig 01.01.2020 bis 31.12.2026",
        "determination": "7f3a-91c2-04be",
        "obligations": obligations(
            Granted(
                minimum_years=5,
                granted_cents=10_000_000,
                term_start=date(2022, 1, 1),
                members=(
                    Member(key="06633020", name="Niestetal"),
                    Member(key="06633015", name="Kaufungen"),
                    Member(key="06633030", name="Söhrewald"),
                    Member(key="06633011", name="Helsa", left_on=date(2024, 6, 30)),
                ),
            )
        ),
    }
    return Memo(**given | changes)


@pytest.fixture(scope="module")
def made():
    return memo_document(memo())


def test_the_vermerk_holds_everything_in_its_order(made):
    assert made.title == "Vermerk zum IKZ-Antrag IKZ-0014: OZG-Team Beispieltal"
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Antrag", "Beteiligte Kommunen (4)", "Vereinbarung und Laufzeit", "Kosten und Zuwendung",
        "Bemerkung", "Prüfung", "Noch zu klären", "Nach der Bewilligung", "Grundlage",
    ]  # fmt: skip
    assert made.blocks[-1] == Facts(
        rows=(
            ("Stichtag", "15.01.2022"),
            ("Regelwerk", "IKZ-OZG (Konzept 2021), gültig 01.01.2020 bis 31.12.2026"),
            ("Kennung der Prüfung", "7f3a-91c2-04be"),
            ("Gedruckt am", "01.03.2022"),
        )
    )


def test_every_check_stands_with_value_threshold_and_source(made):
    tables = [block for block in made.blocks if isinstance(block, Table)]
    councils, checks = tables
    assert councils.rows[0] == (
        "Ort 0 (federführend)", "Stadtverordnetenversammlung", "gefasst am 01.10.2021", "VL-0",
        "liegt vor",
    )  # fmt: skip
    assert [row[:2] for row in checks.rows] == [
        ("Beteiligte", "erfüllt"), ("Beschlüsse", "offen"), ("Vereinbarung", "erfüllt"),
        ("Laufzeit", "erfüllt"), ("Einsparung", "nicht erfüllt"),
    ]  # fmt: skip
    assert checks.rows[1][2:] == (
        "3 von 4 gefasst; es fehlt 1 Beschluss", "alle beteiligten Gremien", SOURCE,
    )  # fmt: skip


def test_duties_stand_with_day_basis_and_source(made):
    at = made.blocks.index(Heading(text="Nach der Bewilligung"))
    facts, *sources = made.blocks[at + 1 : at + 4]
    (recovery, left), (proof, due) = facts.rows
    assert (recovery, proof) == ("Rückforderung prüfen: Helsa", "Nachweis der Einsparung")
    assert left.startswith("30.06.2024 (angenommen), fällig in 852 Tagen. Helsa ist nur bis")
    assert due.startswith("01.01.2027 (angenommen), fällig in 1.767 Tagen. Die Kommunen weisen")
    assert all(each.text.startswith("Quelle: ") for each in sources)


def test_what_is_not_there_leaves_no_heading():
    bare = memo_document(
        memo(participants=(), details=(), obligations=(), determination="", councils="")
    )
    assert [block.text for block in bare.blocks if isinstance(block, Heading)] == [
        "Antrag", "Prüfung", "Noch zu klären", "Grundlage",
    ]  # fmt: skip
    assert ("Kennung der Prüfung", "noch nicht festgehalten") in bare.blocks[-1].rows


def test_text_markdown_and_pdf_say_the_same(made):
    pages = PdfReader(io.BytesIO(as_pdf(made))).pages
    everywhere = (
        as_text(made),
        as_markdown(made),
        # A hyphen that the PDF puts at the end of a line is not part of the word.
        "".join(page.extract_text() for page in pages).replace("\xad", ""),
    )
    for text in everywhere:
        words = "".join(text.split())
        for wanted in ("es fehlen 164,80 EUR im Jahr", "7f3a-91c2-04be", "VL-3", "Zweite Zeile"):
            assert "".join(wanted.split()) in words, wanted


def test_the_vermerk_is_one_page(made):
    assert len(PdfReader(io.BytesIO(as_pdf(made))).pages) == 1


def test_text_has_80_columns_at_most(made):
    assert max(map(width, as_text(made).splitlines())) <= 80


def test_stored_text_is_clean_in_every_format():
    nasty = "".join(hostile.ESCAPES + hostile.BIDI)
    made = memo_document(
        memo(title=nasty, details=(Section("Bemerkung", (("", nasty), ("Begründung", nasty))),))
    )
    for text in (as_text(made), as_markdown(made)):
        assert not set(text) & set("\x1b\x07\x9b\x9d\u202e\u2066")
    assert as_pdf(made).startswith(b"%PDF-")
