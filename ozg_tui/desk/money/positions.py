"""Cost positions, saved below the cap of their money: not one cent more is ever committed."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from sqlalchemy import func, select

from db.errors import RefusedError
from db.tables import CostPosition, FundingLine, ServiceBundle
from ozg_tui.codes.funding import Bearer
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Records, Section, filled
from ozg_tui.desk.core.session import DeskSession, session_of
from ozg_tui.desk.core.values import (
    Cents,
    Input,
    Line,
    OptionalLine,
    OptionalPick,
    OptionalText,
    Ui,
    refuse,
)
from ozg_tui.german.labels import BEARERS
from ozg_tui.rules.budget import Frame, against
from ozg_tui.rules.money import format_cents

_YEARS = range(2000, 2101)


def _year(value: str) -> str:
    if not (value.isascii() and value.isdecimal() and int(value) in _YEARS):
        raise refuse("year", "Bitte ein Jahr mit vier Ziffern, zum Beispiel 2024.")
    return value


class CostPositionInput(Input):
    """What a service costs in a year."""

    name: Line = Field(title="Bezeichnung")
    line: Line = Field(title="Mittel (Kürzel)")
    bundle_id: Annotated[OptionalPick, Ui(lookup="bundle")] = Field(None, title="Bündel")
    year: Annotated[Line, AfterValidator(_year)] = Field(title="Jahr")
    bearer: Bearer = Field(Bearer.LAND, title="Trägt")
    planned_cents: Cents = Field(0, title="geplant")
    committed_cents: Cents = Field(0, title="gebunden")
    settled_cents: Cents = Field(0, title="abgerechnet", validate_default=True)
    source: OptionalLine = Field(None, title="Quelle")
    note: OptionalText = Field(None, title="Bemerkung")

    @field_validator("settled_cents")
    @classmethod
    def _below_what_is_committed(cls, settled: int, info: ValidationInfo) -> int:
        committed = info.data.get("committed_cents")
        if committed is not None and settled > committed:
            raise refuse("order", "Abgerechnet wird höchstens, was gebunden ist.")
        return settled


_PLAIN = (
    "name", "bundle_id", "planned_cents", "committed_cents", "settled_cents", "source", "note",
)  # fmt: skip


class CostPositions(Records[CostPositionInput, CostPosition]):
    """The cost positions of the desk."""

    code = "cost_position"
    model = CostPositionInput
    table = CostPosition

    def title(self, row: CostPosition) -> str:
        """Name and year."""
        return f"{row.name} {row.year}"

    def value(self, row: CostPosition) -> CostPositionInput:
        """All fields; the money by its code."""
        session = session_of(row)
        line = session.get(FundingLine, row.funding_line_id) if session else None
        return CostPositionInput.model_construct(
            line=line.code if line else "",
            year=str(row.year),
            bearer=Bearer(row.bearer),
            **{name: getattr(row, name) for name in _PLAIN},
        )

    def blank(self, desk: Desk) -> dict[str, str]:
        """The money that is asked about, and this year."""
        zero = {"planned_cents": "0", "committed_cents": "0", "settled_cents": "0"}
        return {"line": "efa-betriebskosten", "year": str(desk.today().year)} | zero

    def refuse(
        self, session: DeskSession, value: CostPositionInput, row: CostPosition | None
    ) -> None:
        """Refuse a commitment that would break a cap, with the missing amount.

        The lines are locked first, from the outermost to the one that pays, so that of two who
        commit at once the second one sees the first.
        """
        if value.bearer is not Bearer.LAND or not value.committed_cents:
            _line(session, value.line)
            return
        year = int(value.year)
        for line in _chain(session, _line(session, value.line)):
            session.get(FundingLine, line.id, with_for_update=True)
            taken = _committed(session, line, year, row)
            if reason := against(frame_of(line), year, taken, value.committed_cents):
                raise RefusedError(reason)

    def apply(self, session: DeskSession, row: CostPosition, value: CostPositionInput) -> None:
        """Write all fields."""
        for name in _PLAIN:
            setattr(row, name, getattr(value, name))
        row.funding_line_id = _line(session, value.line).id
        row.year, row.bearer = int(value.year), value.bearer.value

    def sections(self, session: DeskSession, row: CostPosition) -> tuple[Section, ...]:
        """What it costs, and who bears it."""
        line = session.get_one(FundingLine, row.funding_line_id)
        bundle = session.get(ServiceBundle, row.bundle_id) if row.bundle_id else None
        shown = (
            ("Mittel", line.name),
            ("Bündel", bundle.name if bundle else None),
            ("Jahr", str(row.year)),
            ("Trägt", BEARERS[row.bearer]),
            ("geplant", format_cents(row.planned_cents)),
            ("gebunden", format_cents(row.committed_cents)),
            ("abgerechnet", format_cents(row.settled_cents)),
            ("Quelle", row.source),
            ("Bemerkung", row.note),
        )
        return (Section("Kosten", filled(shown)),)


def frame_of(line: Any) -> Frame:
    """A row of the promised amounts as the rules see it."""
    return Frame(
        name=line.name,
        cents=line.amount_cents,
        upper_limit=line.upper_limit,
        yearly=line.yearly,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _line(session: DeskSession, code: str) -> FundingLine:
    found = session.scalar(select(FundingLine).where(FundingLine.code == code))
    if found is None:
        known = ", ".join(session.scalars(select(FundingLine.code).order_by(FundingLine.code)))
        raise RefusedError(f"Mittel mit dem Kürzel »{code}« gibt es nicht. Es gibt: {known}.")
    return found


def _chain(session: DeskSession, line: FundingLine) -> list[FundingLine]:
    """The line with all that it is included in, the outermost first."""
    chain = [line]
    while chain[0].included_in_id is not None and len(chain) < len(_YEARS):
        chain.insert(0, session.get_one(FundingLine, chain[0].included_in_id))
    return chain


def _committed(session: DeskSession, line: FundingLine, year: int, row: CostPosition | None) -> int:
    """What the Land has committed out of a line and the lines included in it, without this row."""
    lines = [line.id]
    for each in lines:
        inner = select(FundingLine.id).where(FundingLine.included_in_id == each)
        lines += [found for found in session.scalars(inner) if found not in lines]
    wanted = select(func.coalesce(func.sum(CostPosition.committed_cents), 0)).where(
        CostPosition.funding_line_id.in_(lines), CostPosition.bearer == Bearer.LAND
    )
    if line.yearly:
        wanted = wanted.where(CostPosition.year == year)
    if row is not None:
        wanted = wanted.where(CostPosition.id != row.id)
    return int(session.scalar(wanted) or 0)


COST_POSITIONS = CostPositions()
