"""`ozg-tui ikz zeigen`: one IKZ application with everything that is stored about it."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ozg_tui.cli.ikz.judged import judged_content
from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json
from ozg_tui.german.labels import STATIONS, label_of
from ozg_tui.rules.territory import council
from ozg_tui.text import clean

if TYPE_CHECKING:
    from datetime import date

    from ozg_tui.desk.core.territory import Territory
    from ozg_tui.desk.ikz.detail import ApplicationDetail
    from ozg_tui.desk.ikz.rows import ParticipantInput
    from ozg_tui.rules.ikz.obligations import Obligation

_COSTS = ("personnel_before", "personnel_after", "material_before", "material_after")
_AGREEMENT = (
    "form",
    "signed_on",
    "signed_by_all",
    "reference",
    "transfer",
    "tasks_named",
    "approved_on",
    "notified_on",
    "published_on",
)


def run(options: Namespace) -> int:
    """Print the application; it is found or not, what the rules say makes no exit code."""
    from ozg_tui.desk.core.territory import territory
    from ozg_tui.desk.ikz.applications import find_application
    from ozg_tui.desk.ikz.detail import application_detail

    with desk_of(options) as desk:
        found = application_detail(desk, find_application(desk, options.nummer))
        land, today = territory(desk), desk.today()
    if options.json:
        write_json(_content(found, land, today))
    else:
        _print(found, today)
    return Exit.OK


def _content(found: "ApplicationDetail", land: "Territory", today: "date") -> dict[str, object]:
    value = found.value
    on = value.applied_on or today
    since = found.station_since
    return {
        "id": found.id,
        "number": found.number,
        "title": value.title,
        "field_of_work": value.field_of_work,
        "station": found.station,
        "station_label": STATIONS[found.station],
        "station_since": since,
        "station_days": None if since is None else max(0, (today - since).days),
        "applied_on": value.applied_on,
        "two_partner_reason": value.two_partner_reason,
        "participants": [_participant(each, land, on) for each in value.participants],
        "agreement": {name: getattr(value, f"agreement_{name}") for name in _AGREEMENT}
        | {"termination_clause": value.termination_clause, "terminable_on": value.terminable_on},
        "term": {
            "start": value.term_start,
            "end": value.term_end,
            "open_ended": value.term_open_ended,
        },
        "costs": _costs(value) | {"notional_reason": value.notional_reason},
        "requested_cents": value.requested_cents,
        "granted_cents": value.granted_cents,
        "notice": {"on": value.notice_on, "reference": value.notice_reference},
        "deviation": {
            "reason": value.deviation_reason,
            "by": found.deviation_by or None,
            "confirmed_by": found.deviation_confirmed_by or None,
        },
        "payments": [each.model_dump() for each in value.payments],
        "agreed_obligations": [each.model_dump() for each in value.obligations],
        "obligations": [_obligation(each, today) for each in found.obligations],
        "steps": [
            {
                "from": each.start,
                "to": each.end,
                "on": each.on,
                "by": each.by,
                "note": each.note,
            }
            for each in found.steps
        ],
        "judgement": judged_content(found.determination),
        "note": value.note,
    }


def _participant(each: "ParticipantInput", land: "Territory", on: "date") -> dict[str, object]:
    """The council follows from what the Kommune was on the day of the resolution."""
    place = land.by_id[each.organisation_id]
    period = place.on(each.session_on or on) or place.latest
    return {
        "key": period.key,
        "name": period.name,
        "role": each.role,
        "council": council(period.kind),
        "resolution": {
            "status": each.resolution,
            "label": label_of(each.resolution),
            "on": each.session_on,
            "printed_matter": each.printed_matter,
            "copy_at_hand": each.copy_at_hand,
        },
        "signed_on": each.signed_on,
        "joined_on": each.joined_on,
        "left_on": each.left_on,
        "costs": _costs(each),
    }


def _costs(value: Any) -> dict[str, object]:
    found = {f"{name}_cents": getattr(value, f"{name}_cents") for name in _COSTS}
    return found | {"notional": value.costs_notional}


def _obligation(each: "Obligation", today: "date") -> dict[str, object]:
    return {
        "code": each.code,
        "title": each.title,
        "municipality": each.municipality,
        "due_on": each.due_on,
        "basis": each.basis,
        "done_on": each.done_on,
        "standing": each.standing(today),
        "text": each.text,
        "source": each.source,
    }


def _print(found: "ApplicationDetail", today: "date") -> None:
    from ozg_tui.rules.ikz.station import days_since, who_acts

    say(found.number)
    paragraph(found.title)
    standing = days_since(found.station_since, today)
    say(", ".join(part for part in (STATIONS[found.station], standing) if part))
    if acting := who_acts(found.station):
        paragraph(f"Am Zug: {acting}")
    for section in found.sections:
        title(section.title)
        _print_rows(section.rows)
    say("", f"Kennung der Prüfung: {found.determination.id}")


def _print_rows(rows: tuple[tuple[str, str], ...]) -> None:
    """Labels with their texts in columns, running text below each other, in their order."""
    labelled: list[tuple[str, str]] = []
    for label, text in rows:
        if label:
            labelled.append((label, text))
            continue
        table(labelled)
        labelled = []
        for line in clean(text, multiline=True).splitlines():
            paragraph(line)
    table(labelled)
