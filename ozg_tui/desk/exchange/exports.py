"""A list of the desk on its way out: what is filtered, in its order, as a file."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from db.tables import Exchange
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.rights import insist
from ozg_tui.desk.core.session import writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.lists.listed import Listed
from ozg_tui.desk.exchange.lists.newsletter import RECIPIENTS
from ozg_tui.desk.exchange.lists.people import CONTACTS
from ozg_tui.desk.exchange.lists.places import MUNICIPALITIES, ORGANISATIONS, SERVICES
from ozg_tui.desk.exchange.lists.rollouts import ROLLOUTS
from ozg_tui.desk.exchange.lists.work import APPLICATIONS, BOOKINGS, CALLS, FOLLOW_UPS
from ozg_tui.desk.exchange.writing.card import write_cards
from ozg_tui.desk.exchange.writing.file import new_file
from ozg_tui.desk.exchange.writing.formats import FORMATS as TEXT_FORMATS
from ozg_tui.desk.exchange.writing.ods import write_ods
from ozg_tui.desk.exchange.writing.sheet import Cell, Sheet
from ozg_tui.desk.exchange.writing.xlsx import write_xlsx
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

LISTS: Mapping[str, Listed] = {
    each.word: each
    for each in (
        MUNICIPALITIES, ORGANISATIONS, CONTACTS, BOOKINGS, APPLICATIONS, SERVICES, FOLLOW_UPS,
        CALLS, RECIPIENTS, ROLLOUTS,
    )
}  # fmt: skip
FORMATS = (*TEXT_FORMATS, "xlsx", "ods", "vcf")

_PAGE = 500


class Exported(NamedTuple):
    """A file that was written: how many records of the list, how many rows of the file."""

    records: int
    rows: int


def export(
    desk: Desk,
    listed: Listed,
    text: str,
    form: str,
    path: Path,
    *,
    overwrite: bool = False,
    watch: Callable[[int], None] | None = None,
) -> Exported:
    """Write what a search text finds in a list; `watch` is told how many records are read.

    Raises `InputError` where the file cannot be written, `FilterError` for a filter that does not
    exist.
    """
    _refuse_form(listed, form)
    if listed.personal:
        # What goes out about people is kept in writing.
        insist(desk, Right.EDIT)
    counted = _Counted(desk, listed, text, watch)
    first = next(counted, None)
    about = (("filter", clean(text)), ("as_of", desk.today().isoformat()))
    if form in {"md", "xlsx", "ods"}:
        about = (("Liste", listed.several), ("Stand", format_date(desk.today())))

    def rows() -> Iterator[tuple[Cell, ...]]:
        if first is not None:
            yield first
        yield from counted

    sheet = Sheet(listed.word, listed.columns, rows(), about)
    with new_file(path, overwrite=overwrite) as file:
        count = _write(desk, sheet, form, file)
    if listed.personal:
        _journal(desk, listed, text, form, path, count)
    return Exported(counted.records, count)


class _Counted(Iterator[tuple[Cell, ...]]):
    """The rows of a list, page by page, and how many records they came from."""

    def __init__(
        self, desk: Desk, listed: Listed, text: str, watch: Callable[[int], None] | None
    ) -> None:
        self.records = 0
        self._watch = watch
        self._rows = self._read(desk, listed, text)

    def __next__(self) -> tuple[Cell, ...]:
        return next(self._rows)

    def _read(self, desk: Desk, listed: Listed, text: str) -> Iterator[tuple[Cell, ...]]:
        land, scope = territory(desk), Scope(*listed.kinds, text)
        page = lines(desk, scope, _PAGE)
        while page:
            ids = [line.record_id for line in page]
            yield from desk.read(lambda reader, ids=ids: list(listed.rows(reader, land, ids)))  # type: ignore[misc]
            self.records += len(ids)
            if self._watch is not None:
                self._watch(self.records)
            page = lines(desk, scope, _PAGE, after=page[-1].position)


def _refuse_form(listed: Listed, form: str) -> None:
    if form not in FORMATS:
        raise InputError(f"»{clean(form)}« gibt es nicht. Möglich sind: {', '.join(FORMATS)}.")
    if form == "vcf" and listed is not CONTACTS:
        raise InputError("Visitenkarten (vcf) gibt es nur von Kontakten.")


def _write(desk: Desk, sheet: Sheet, form: str, file: IO[bytes]) -> int:
    if form == "xlsx":
        return write_xlsx(sheet, file, desk.today())
    if form == "ods":
        return write_ods(sheet, file)
    if form == "vcf":
        return write_cards(sheet, file)
    return TEXT_FORMATS[form](sheet, file)


def _journal(desk: Desk, listed: Listed, text: str, form: str, path: Path, count: int) -> None:
    with writing(desk) as session:
        session.add(
            Exchange(
                at=session.now,
                actor=desk.actor,
                direction="out",
                kind=listed.word,
                format=form,
                file_name=clean(path.name),
                rows=count,
                content={"filter": clean(text)},
            )
        )
