"""Makes the Vermerk of a stored IKZ application."""

from datetime import date

from db.errors import NotFoundError
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.case import examined
from ozg_tui.desk.ikz.detail import ApplicationDetail, application_detail
from ozg_tui.desk.ikz.papers.document import Memo, MemoParticipant, memo_document
from ozg_tui.desk.ikz.rows import ParticipantInput
from ozg_tui.desk.ikz.sections import OWED
from ozg_tui.desk.papers.document import Document
from ozg_tui.desk.rule_sets.in_force import rule_sets, validity
from ozg_tui.german.labels import label_of
from ozg_tui.rules.territory import council

_MADE_ANEW = ("Beteiligte Kommunen", "Prüfung", OWED)


def memo_of(desk: Desk, application_id: int) -> Document:
    """The Vermerk of an application as it is stored, judged on its own day.

    The determination is named only where it is kept. Raises `NotFoundError`.
    """
    detail = application_detail(desk, application_id)
    head, *others = detail.sections
    land, value = territory(desk), detail.value
    on = value.applied_on or desk.today()
    examination = examined(desk, value, application_id)
    resolutions = next(each for each in examination.checks if each.code == "resolutions")
    return memo_document(
        Memo(
            number=detail.number,
            title=detail.title,
            reference_date=on,
            printed_on=desk.today(),
            application=head,
            examination=examination._replace(
                lines=(*examination.figures[:1], *examination.lines),
            ),
            rule_set=_rule_set(desk, detail),
            participants=tuple(_participant(each, land, on) for each in value.participants),
            details=tuple(each for each in others if not each.title.startswith(_MADE_ANEW)),
            councils=f"Beschlüsse: {resolutions.value}" if resolutions.value else "",
            obligations=detail.obligations,
            determination=_kept(desk, detail.determination.id),
        )
    )


def _rule_set(desk: Desk, detail: ApplicationDetail) -> str:
    verdict = detail.determination.verdict
    used = next((each for each in rule_sets(desk) if each.code == verdict.rule_set), None)
    return (
        f"{validity(used)}, Prüfzeichen {verdict.edition}" if used else "kein Regelwerk hinterlegt"
    )


def _participant(value: ParticipantInput, land: Territory, on: date) -> MemoParticipant:
    """The council follows from what the Kommune was on the day of the resolution."""
    place = land.by_id[value.organisation_id]
    period = place.on(value.session_on or on) or place.latest
    return MemoParticipant(
        name=period.name,
        role=label_of(value.role) if value.role is ParticipantRole.LEAD else "",
        council=council(period.kind),
        resolution=label_of(value.resolution),
        session_on=value.session_on,
        printed_matter=value.printed_matter or "",
        copy="liegt vor" if value.copy_at_hand else "fehlt",
    )


def _kept(desk: Desk, determination: str) -> str:
    """The id, where the answer is kept under it."""
    try:
        return determinations.find(desk, determination).id
    except NotFoundError:
        return ""
