"""Documents as text, Markdown and PDF, made of one model."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pydantic import ValidationError
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from ozg_tui.desk.papers.document import Document, Facts, Heading, Paragraph, Table, lines_of
from ozg_tui.desk.papers.markdown import as_markdown
from ozg_tui.desk.papers.pdf import as_pdf
from ozg_tui.desk.papers.text import as_text
from ozg_tui.german.columns import width
from ozg_tui.text import SUBSTITUTE
from tests.kit import hostile

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 22)
BLOCKS = (
    Heading(text="Antrag"),
    Facts(rows=(("Bezeichnung", "OZG-Team Beispieltal"), ("Az.", "12-34/21"))),
    Heading(text="Beteiligte Kommunen", level=3),
    Table(
        heads=("Kommune", "Gremium", "Beschluss"),
        rows=(
            ("Großalmerode", "Stadtverordnetenversammlung", "offen"),
            ("Niestetal", "Gemeindevertretung", "gefasst am 01.10.2021"),
        ),
    ),
    Paragraph(text="Die Einsparung beträgt 14,96 %; das sind weniger als 15 %."),
)


def document(*blocks, title="Vermerk zum IKZ-Antrag IKZ-0014"):
    return Document(
        title=title,
        reference="IKZ-0014",
        author="Koordinierungsstelle OZG-Kommunal",
        printed_on=DAY,
        blocks=blocks or BLOCKS,
    )


def hostile_document(*texts):
    return document(
        Heading(text=texts[0]),
        Facts(rows=tuple((text, text) for text in texts)),
        Table(heads=("Was", "Wie"), rows=tuple((text, text) for text in texts)),
        *(Paragraph(text=text) for text in texts),
        title=texts[0],
    )


# The model


def test_no_text_gets_into_a_document_uncleaned():
    made = hostile_document(*hostile.ALL, hostile.NUL_TEXT)
    for text in made.texts():
        assert not any(ord(char) < 32 or char in "\x7f\x9b\u202e\u200b" for char in text)


def test_a_table_is_not_made_without_heads():
    with pytest.raises(ValidationError):
        Table(heads=(), rows=(("Niestetal",),))


def test_each_line_that_says_something_becomes_a_paragraph():
    assert lines_of("eins\n\n  zwei \r\n") == (Paragraph(text="eins"), Paragraph(text="zwei"))
    assert lines_of(None) == ()


# Text


def test_as_text():
    assert (
        as_text(document())
        == """\
Vermerk zum IKZ-Antrag IKZ-0014
===============================

Antrag
------

Bezeichnung  OZG-Team Beispieltal
Az.          12-34/21

Beteiligte Kommunen
...................

Kommune       Gremium                      Beschluss
------------  ---------------------------  ---------------------
Großalmerode  Stadtverordnetenversammlung  offen
Niestetal     Gemeindevertretung           gefasst am 01.10.2021

Die Einsparung beträgt 14,96 %; das sind weniger als 15 %.

IKZ-0014, gedruckt am 22.11.2026, Koordinierungsstelle OZG-Kommunal
"""
    )


def test_a_table_too_wide_for_its_words_is_told_row_by_row():
    wide = Table(
        heads=("Voraussetzung", "Stand", "Quelle"),
        rows=(
            (
                "Vereinbarung",
                "öffentlich-rechtliche Vereinbarung, unterzeichnet am 01.12.2021",
                "Fördervoraussetzungen/interkommunaleZusammenarbeit.beratungszentrum.hessen.de",
            ),
            ("Laufzeit", "", "KGG"),
        ),
    )
    assert as_text(document(wide)).splitlines()[3:8] == [
        "Vereinbarung",
        "  Stand   öffentlich-rechtliche Vereinbarung, unterzeichnet am 01.12.2021",
        "  Quelle  Fördervoraussetzungen/interkommunaleZusammenarbeit.beratungszentrum.he",
        "          ssen.de",
        "Laufzeit",
    ]


def test_a_table_whose_rows_would_grow_tall_is_told_row_by_row():
    tall = Table(heads=("Pflicht", "Was zu tun ist"), rows=(("Nachweis", "ein Wort " * 40),))
    assert as_text(document(tall)).splitlines()[3:5] == [
        "Nachweis",
        "  Was zu tun ist  " + " ".join(["ein Wort"] * 7),
    ]


def test_no_line_is_longer_than_80_columns():
    for line in as_text(hostile_document(*hostile.ALL)).splitlines():
        assert width(line) <= 80
        assert line == line.rstrip()


# Markdown

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def shown(markdown):
    """What a reader of the Markdown sees, block by block, and the kinds of all tokens."""
    tokens = RENDERER.parse(markdown)
    kinds = {each.type for each in tokens}
    texts = []
    for token in tokens:
        if token.type == "inline":
            kinds |= {each.type for each in token.children}
            texts.append("".join(each.content for each in token.children))
    return texts, kinds


def test_as_markdown():
    texts, kinds = shown(as_markdown(document()))
    assert texts == [
        "Vermerk zum IKZ-Antrag IKZ-0014",
        "Antrag",
        "Bezeichnung: OZG-Team Beispieltal",
        "Az.: 12-34/21",
        "Beteiligte Kommunen",
        "Kommune", "Gremium", "Beschluss",
        "Großalmerode", "Stadtverordnetenversammlung", "offen",
        "Niestetal", "Gemeindevertretung", "gefasst am 01.10.2021",
        "Die Einsparung beträgt 14,96 %; das sind weniger als 15 %.",
        "IKZ-0014, gedruckt am 22.11.2026, Koordinierungsstelle OZG-Kommunal",
    ]  # fmt: skip
    assert {"table_open", "bullet_list_open", "heading_open"} <= kinds


STARTS = ("# x", "- x", "+ x", "1. x", "1) x", "> x", "---", "===", "    x", "* x", "&amp;", "$x$")


@pytest.mark.parametrize("text", [*hostile.ALL, *STARTS], ids=lambda text: ascii(text[:20]))
def test_markdown_shows_stored_text_as_it_is(text):
    made = document(Paragraph(text=text), Table(heads=(text, "Wie"), rows=((text, text),)))
    texts, kinds = shown(as_markdown(made))
    wanted = " ".join(made.blocks[0].text.split())
    assert texts[1:-1] == [wanted, wanted, "Wie", wanted, wanted]
    assert not kinds & {
        "html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence",
        "strong_open", "hr", "blockquote_open", "bullet_list_open", "ordered_list_open",
    }  # fmt: skip


# PDF


def structure(reader):
    """The structure elements in their order: kind, attributes, marked content of each."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for each in node:
                walk(each)
        elif isinstance(node, int):
            found[-1][2].append(int(node))
        elif isinstance(node, DictionaryObject) and "/S" in node:
            found.append((node["/S"], str(node.get("/A", "")), []))
            walk(node.get("/K", ArrayObject()))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def fonts(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()


@pytest.fixture(scope="module")
def pdf():
    return PdfReader(io.BytesIO(as_pdf(document())))


def test_the_pdf_says_what_a_screen_reader_needs(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de-DE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Vermerk zum IKZ-Antrag IKZ-0014"
    assert pdf.metadata.author == "Koordinierungsstelle OZG-Kommunal"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert all(page["/Tabs"] == "/S" for page in pdf.pages if "/Annots" in page)


def test_every_font_is_in_the_pdf_with_its_letters(pdf):
    found = list(fonts(pdf))
    assert found
    for font in found:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font


def test_headings_lists_and_tables_are_tagged_as_such(pdf):
    kinds = [kind for kind, _, _ in structure(pdf)]
    assert kinds[:4] == ["/Document", "/H1", "/H2", "/L"]
    assert "/H3" in kinds and kinds[-1] == "/P"
    assert [kinds.count(kind) for kind in ("/LI", "/Table", "/TH", "/TD")] == [2, 1, 3, 6]
    heads = [attributes for kind, attributes, _ in structure(pdf) if kind == "/TH"]
    assert all("/Scope" in each and "/Column" in each for each in heads)


def test_it_is_read_in_the_order_in_which_it_was_written(pdf):
    marks = [mark for _, _, content in structure(pdf) for mark in content]
    assert marks == sorted(marks) and marks
    text = " ".join(pdf.pages[0].extract_text().split())
    at = 0
    for each in document().texts():
        assert each in text[at:], each
        at = text.index(each, at)


def test_the_same_document_gives_the_same_bytes():
    assert as_pdf(document()) == as_pdf(document())


def tight(text):
    """The text without blanks: a PDF breaks lines where it likes."""
    return "".join(text.split())


@pytest.mark.parametrize("texts", [hostile.ESCAPES + hostile.BIDI, hostile.UNICODE, hostile.LONG])
def test_no_stored_text_breaks_a_pdf(texts):
    reader = PdfReader(io.BytesIO(as_pdf(hostile_document(*texts))))
    assert reader.metadata.title == hostile_document(*texts).title


def test_stored_text_is_never_code():
    texts = (
        *hostile.MARKUP, *hostile.TEMPLATE, *hostile.SQL, "#panic() $x$ *fett*", "@ref <label>",
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(as_pdf(hostile_document(*texts))))
    text = tight("".join(page.extract_text() for page in reader.pages))
    assert [each for each in texts if tight(each) not in text] == []
    kinds = {kind for kind, _, _ in structure(reader)}
    assert not kinds & {"/Link", "/Formula", "/Code", "/Figure"}


def test_letters_without_a_glyph_become_the_substitute():
    made = document(Paragraph(text="Amt \U0001f469 Gießen \uff21\uff22 – 25 €"))
    text = PdfReader(io.BytesIO(as_pdf(made))).pages[0].extract_text()
    assert f"Amt {SUBSTITUTE} Gießen AB – 25 €" in text


def test_the_package_is_loaded_by_the_first_pdf_alone():
    code = "import sys, ozg_tui.desk.ikz.papers.document, ozg_tui.desk.papers.pdf as pdf\n"
    code += "assert 'typst' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
