"""Every report in every format, opened by another library: no formula, no control character."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from db.store import Store
from db.tables import Application, CostPosition, FollowUp, OrganisationPeriod, ServiceBundle
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import as_text
from ozg_tui.desk.reports.answering import Answer, ask
from ozg_tui.desk.reports.catalogue import REPORTS
from ozg_tui.desk.reports.paper import texts
from ozg_tui.desk.reports.writing import made, write
from ozg_tui.rules.errors import InputError
from tests.kit.busy_rows import busy
from tests.kit.desks import desk_in
from tests.kit.stores import Stores, upon

HOSTILE = "=1+1\x1b]0;x\x07 [/] \ufeff\u202e|`*<b>&\u0e01"


@upon(busy)
def hostile_names(store: Store) -> None:
    """Names that other programs would read as commands."""
    with store.writing(HOSTILE) as session:
        for each in session.scalars(select(OrganisationPeriod).limit(40)):
            each.name = f"{HOSTILE} {each.name}"
        for bundle in session.scalars(select(ServiceBundle).limit(3)):
            bundle.name = f"{HOSTILE} {bundle.name}"
        for application in session.scalars(select(Application)):
            application.title = application.field_of_work = HOSTILE
        for task in session.scalars(select(FollowUp)):
            task.owner = HOSTILE
        for cost in session.scalars(select(CostPosition)):
            cost.name = HOSTILE


@pytest.fixture(scope="module")
def hostile(stores: Stores) -> Iterator[Desk]:
    """A desk with those names for all tests: they only read, and no database changes a file."""
    with desk_in(stores, "sqlite", hostile_names) as desk:
        yield desk


@pytest.fixture(scope="module", params=REPORTS, ids=lambda each: each.code)
def answer(hostile: Desk, request: pytest.FixtureRequest) -> Answer:
    """What each report in turn answers."""
    report = request.param
    return ask(hostile, report, {"kommune": "Kassel"} if "kommune" in report.takes else {})


def plain(text: str) -> bool:
    return not any(unicodedata.category(sign) in {"Cc", "Cf"} and sign != "\n" for sign in text)


def test_csv(answer: Answer) -> None:
    text = made(answer, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == [column.heading for column in answer.columns]
    assert len(rows) == len(answer.found.rows)
    for cells, row in zip(rows, answer.found.rows, strict=True):
        assert all(map(plain, cells))
        assert not any(re.match(r"[\s\W]*?[=+@]", cell) for cell in cells if cell[:1] != "'")
        shown = zip(row.cells, answer.columns, strict=True)
        for cell, (value, column) in zip(cells, shown, strict=True):
            if isinstance(value, int) and not isinstance(value, bool):
                assert cell.lstrip("'") == as_text(value, column.holds)


def test_xlsx(answer: Answer) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(answer, "xlsx")))
    assert book.sheet_names == ["Liste", "Angaben"]
    head, *rows = book.get_sheet_by_name("Liste").to_python()
    assert head == [column.heading for column in answer.columns]
    for cells, row in zip(rows, answer.found.rows, strict=True):
        for cell, value, column in zip(cells, row.cells, answer.columns, strict=True):
            if isinstance(value, int) and not isinstance(value, bool):
                assert round(cell * (100 if column.holds == "amount" else 1)) == value
            assert plain(str(cell))
    about = dict(map(tuple, book.get_sheet_by_name("Angaben").to_python()))
    assert about["Quittung"] == answer.receipt
    assert b"<f>" not in made(answer, "xlsx")


def test_json(answer: Answer) -> None:
    raw = made(answer, "json")
    assert raw.isascii()
    content = json.loads(raw)
    assert content["receipt"] == answer.receipt
    codes = [column.code for column in answer.columns]
    for stored, row in zip(content["rows"], answer.found.rows, strict=True):
        numbers = {c: v for c, v in zip(codes, row.cells, strict=True) if isinstance(v, int)}
        assert {code: stored["cells"][code] for code in numbers} == numbers
        assert all(plain(cell) for cell in stored["cells"].values() if isinstance(cell, str))
    tables = [each["counted"] for each in content["rows"]]
    assert content["counted"] == sum(
        len({number for table in tables for number in table.get(name, ())})
        for name in {name for table in tables for name in table}
    )


def test_markdown(answer: Answer) -> None:
    text = made(answer, "md").decode()
    assert plain(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = [token.type for token in tokens]
    assert kinds.count("heading_open") >= 2
    tables = [answer.found.rows, *(each.rows for each in answer.found.chapters)]
    assert kinds.count("tr_open") == sum(len(rows) + 1 for rows in tables if rows)
    assert not any(token.type.startswith("html") for token in tokens)
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(child.type in {"link_open", "image", "html_inline"} for child in inline)


def test_html(answer: Answer) -> None:
    text = made(answer, "html").decode()
    assert plain(text)
    page = Page()
    page.feed(text)
    assert page.lang == "de"
    assert page.open == []
    assert page.tags.isdisjoint({"script", "b", "img", "a", "link"})
    rows = len(answer.found.rows)
    assert page.scopes["row"] >= rows
    assert page.scopes["col"] >= (len(answer.columns) if rows else 0)


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.lang: str | None = ""
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.scopes = {"row": 0, "col": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        if tag == "html":
            self.lang = held.get("lang")
        if tag != "meta":
            self.open.append(tag)
        if scope := held.get("scope"):
            self.scopes[scope] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_text(answer: Answer) -> None:
    text = made(answer, "text").decode()
    assert plain(text)
    assert answer.receipt in "".join(text.split())
    assert all(len(line) <= 80 for line in text.splitlines())


def test_pdf(answer: Answer) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(answer, "pdf")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] in {"de", "de-DE"}
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata.title.startswith(answer.report.title)
    tags = list(_tags(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 1
    if answer.found.rows:
        assert tags.count("/TH") >= len(answer.columns)
        assert tags.count("/TR") >= len(answer.found.rows) + 1
    words = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert answer.receipt[:12] in words
    for cells in texts(answer):
        for cell in cells:
            if re.fullmatch(r"[\d.,]+", cell):
                assert cell in words


def _tags(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _tags(node["/K"])


def test_a_file_is_written_once_and_whole(desk: Desk, tmp_path: Path) -> None:
    answer = ask(desk, REPORTS[0], {})
    target = tmp_path / "r1.csv"
    write(answer, "csv", target)
    before = target.read_bytes()
    assert before == made(answer, "csv")
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(InputError, match="gibt es schon"):
        write(answer, "json", target)
    assert target.read_bytes() == before
    (tmp_path / "weiter").symlink_to(tmp_path)
    with pytest.raises(InputError, match="Verknüpfung"):
        write(answer, "csv", tmp_path / "weiter")
    with pytest.raises(InputError, match="Den Ordner gibt es nicht"):
        write(answer, "csv", tmp_path / "nirgends" / "r1.csv")
    with pytest.raises(InputError, match="Möglich sind: text, csv"):
        write(answer, "docx", tmp_path / "r1.docx")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["r1.csv", "weiter"]
