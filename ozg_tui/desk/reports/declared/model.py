"""R11: the Modellkommunen of a day."""

from datetime import date

from sqlalchemy import bindparam, func, or_, select

from db.fold import sort_key
from db.tables import ModelParticipation, ModelStatusPeriod, ReportedFigure
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.model.members import MEMBER_STATUSES
from ozg_tui.desk.reports.land import kommunen
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import KINDS, MODEL_STATUSES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.in_force import to_go_by
from ozg_tui.rules.rule_set import ModelParameters

_status = ModelStatusPeriod
_MEMBERS = (
    select(
        ModelParticipation.id.label("participation_id"),
        ModelParticipation.organisation_id,
        ModelParticipation.joint,
        ModelParticipation.project,
        ModelParticipation.amount_cents,
        _status.id,
        _status.status,
        _status.valid_from,
        _status.source_code,
    )
    .join(_status, _status.participation_id == ModelParticipation.id)
    .where(
        _status.valid_from <= bindparam("day"),
        or_(_status.valid_to.is_(None), _status.valid_to >= bindparam("day")),
    )
    .order_by(_status.valid_from, _status.id)
)
_FIRST = select(func.min(_status.valid_from))
_APPLICANTS = (
    select(ReportedFigure.value)
    .where(ReportedFigure.code == "model_applicants", ReportedFigure.as_of <= bindparam("day"))
    .order_by(ReportedFigure.as_of.desc())
)


def members(desk: Desk, asked: Asked) -> Found:
    """Who was a Modellkommune on the day, under the names of that day."""
    found, applicants = desk.read(
        lambda reader: (
            reader.execute(_MEMBERS, {"day": asked.on}).all(),
            reader.execute(_APPLICANTS, {"day": asked.on}).scalar(),
        )
    )
    land, newest = territory(desk), {row.organisation_id: row for row in found}
    rule = to_go_by(rule_sets(desk), RuleTopic.MODEL, asked.on)
    caps = rule.parameters if rule and isinstance(rule.parameters, ModelParameters) else None
    rows, districts = [], 0
    for row in newest.values():
        if row.status not in MEMBER_STATUSES:
            continue
        place = land.by_id[row.organisation_id]
        period = place.on(asked.on) or place.latest
        districts += period.kind is OrganisationKind.LANDKREIS
        rows.append(
            Row(
                (
                    period.name,
                    period.key,
                    KINDS[period.kind],
                    MODEL_STATUSES[row.status],
                    row.valid_from,
                    row.project,
                    row.amount_cents,
                    _cap(caps, joint=row.joint),
                    row.source_code,
                ),
                (
                    *kommunen([row.organisation_id]),
                    Counted(ModelParticipation.__tablename__, (row.participation_id,)),
                    Counted(_status.__tablename__, (row.id,)),
                ),
            )
        )
    rows.sort(key=lambda each: sort_key(str(each.cells[0])))
    towns = len(rows) - districts
    sentence = (
        f"{counted(len(rows), 'Modellkommune', 'Modellkommunen')} am {format_date(asked.on)} "
        f"({counted(districts, 'Landkreis', 'Landkreise')} und "
        f"{counted(towns, 'Stadt/Gemeinde', 'Städte/Gemeinden')})"
    )
    if applicants is not None:
        sentence += f" von {counted(applicants, 'Bewerbung', 'Bewerbungen')}"
    return Found(tuple(rows), (f"{sentence}.",))


def _cap(caps: ModelParameters | None, *, joint: bool) -> int | None:
    if caps is None:
        return None
    return caps.joint_cap_cents if joint else caps.single_cap_cents


def begins(desk: Desk) -> date | None:
    """The first day of a status."""
    return desk.read(lambda reader: reader.execute(_FIRST).scalar())


REPORTS = (
    Report(
        code="R11",
        name="modellkommunen",
        title="OZG-Modellkommunen",
        definition=(
            "Wer am Stichtag ausgewählt, nachgerückt, unter Vertrag oder fertig war, unter Namen "
            "und Schlüssel dieses Tages. Der Höchstbetrag gilt für Einzelkommunen oder für "
            "Gemeinschaftsvorhaben."
        ),
        denominator="Bewerbungen, wie die Quelle sie nennt (S0)",
        source="OZG-Modellkommunen, ozg.hessen.de (S0); Folien HMdIS, 19.05.2021 (S2); S1",
        columns=(
            Column("name", "Kommune"),
            Column("key", "Schlüssel"),
            Column("kind", "Art"),
            Column("status", "Status"),
            Column("since", "seit", Holds.DAY),
            Column("project", "Vorhaben"),
            Column("amount_cents", "Betrag (EUR)", Holds.AMOUNT),
            Column("cap_cents", "höchstens (EUR)", Holds.AMOUNT),
            Column("source", "Quelle"),
        ),
        find=members,
        begins=begins,
        rules=(RuleTopic.MODEL,),
    ),
)
