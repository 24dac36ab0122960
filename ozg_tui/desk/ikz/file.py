"""An IKZ application as a JSON file: what is judged, and what is only recorded."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, ValidationError
from sqlalchemy import select

from db.errors import RefusedError
from db.tables import Application
from ozg_tui.codes.ikz import ObligationKind, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.messages import path, sentence
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.case import Agreement, Case, Day, Euros, Participant, Resolution
from ozg_tui.rules.ikz.partners import future_resolution
from ozg_tui.rules.money import to_cents
from ozg_tui.rules.territory import is_municipality
from ozg_tui.rules.values import Value

_SHOWN = 5
_COSTS = ("personnel_before", "personnel_after", "material_before", "material_after")
_OF_COSTS = {f"{name}_cents": f"costs.{name}" for name in _COSTS} | {
    "costs_notional": "costs.notional"
}
_FIELDS = {
    **{
        name: name
        for name in (
            "title",
            "field_of_work",
            "station",
            "station_since",
            "two_partner_reason",
            "deviation_reason",
            "deviation_confirmed",
            "note",
        )
    },
    "applied_on": "reference_date",
    **{
        f"agreement_{name}": f"agreement.{name}"
        for name in (
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
    },
    "termination_clause": "agreement.termination_clause",
    "terminable_on": "agreement.terminable_on",
    "term_start": "term.start",
    "term_end": "term.end",
    "term_open_ended": "term.open_ended",
    **_OF_COSTS,
    "notional_reason": "costs.notional_reason",
    "requested_cents": "requested",
    "granted_cents": "granted",
    "notice_on": "notice.date",
    "notice_reference": "notice.reference",
}
_ROWS = {
    "participants": {
        "organisation_id": "key",
        "role": "role",
        "resolution": "resolution.status",
        "session_on": "resolution.date",
        "printed_matter": "resolution.printed_matter",
        "copy_at_hand": "resolution.copy_at_hand",
        "signed_on": "signed_on",
        "joined_on": "joined_on",
        "left_on": "left_on",
        **_OF_COSTS,
    },
    "payments": {"paid_on": "date", "amount_cents": "amount", "note": "note"},
    "obligations": {"kind": "kind", "what": "what", "due_on": "due", "done_on": "done"},
}
"""Where the fields of the form stand in the file; an amount stands there in euros."""


def _or_nothing(given: Any) -> Any:
    return () if given is None else given


class FileResolution(Resolution):
    """The resolution of one council, with its number and whether a copy is at hand."""

    printed_matter: str | None = None
    copy_at_hand: bool = False


class FileParticipant(Participant):
    """One municipality of the application."""

    resolution: FileResolution | None = None


class FileAgreement(Agreement):
    """The agreement, with its reference."""

    reference: str | None = None


class FileNotice(Value):
    """The Bescheid."""

    date: Day | None = None
    reference: str | None = None


class FilePayment(Value):
    """An amount in euros that was paid out on a day."""

    date: Day
    amount: Euros
    note: str | None = None


class FileObligation(Value):
    """Something owed after the grant."""

    kind: ObligationKind = ObligationKind.PROOF
    what: str | None = None
    due: Day | None = None
    done: Day | None = None


class ApplicationFile(Case):
    """An application to be judged or recorded; what is missing counts as not known yet."""

    title: str | None = None
    station: Station = Station.IDEA
    station_since: Day | None = None
    participants: Annotated[tuple[FileParticipant, ...], BeforeValidator(_or_nothing)] = ()
    agreement: FileAgreement | None = None
    notice: FileNotice | None = None
    payments: Annotated[tuple[FilePayment, ...], BeforeValidator(_or_nothing)] = ()
    obligations: Annotated[tuple[FileObligation, ...], BeforeValidator(_or_nothing)] = ()
    note: str | None = None


_ONLY_RECORDED: dict[str, Any] = {
    **dict.fromkeys(
        ("title", "station", "station_since", "notice", "payments", "obligations", "note"), True
    ),
    "agreement": {"reference"},
    "participants": {"__all__": {"resolution": {"printed_matter", "copy_at_hand"}}},
}


class Imported(NamedTuple):
    """What became of a file: the stored application, and whether it is new."""

    stored: Stored[ApplicationInput]
    is_new: bool


def case_of_file(file: ApplicationFile, desk: Desk) -> Case:
    """What of a file is judged.

    Raises `InputError` for a resolution that a council cannot have passed yet.
    """
    refused = [
        f"{path(('participants', index, 'resolution', 'date'))}: {said}"
        for index, each in enumerate(file.participants)
        if each.resolution is not None
        and (
            said := future_resolution(
                each.resolution.status, each.resolution.date, file.reference_date, desk.today()
            )
        )
    ]
    if refused:
        raise InputError(_first(refused))
    return Case.model_validate(file.model_dump(exclude=_ONLY_RECORDED))


def import_file(desk: Desk, file: ApplicationFile) -> Imported:
    """Record the application of a file as a new one; the same once more changes nothing.

    Raises `InputError` with every reason at the field of the file, and what saving raises.
    """
    value = value_of_file(desk, file)
    if found := _same(desk, value):
        return Imported(found, False)
    return Imported(APPLICATIONS.save(desk, value), True)


def refusal(desk: Desk, file: ApplicationFile) -> InputError | RefusedError | None:
    """What `import_file` would raise now; None where it would record the file or knows it."""
    try:
        value = value_of_file(desk, file)
        if _same(desk, value) is None:
            with reading(desk) as session:
                APPLICATIONS.refuse(session, value, None)
    except (InputError, RefusedError) as error:
        return error
    return None


def value_of_file(desk: Desk, file: ApplicationFile) -> ApplicationInput:
    """The application as a form would hand it over. Raises `InputError`."""
    refused = list(_unknown(desk, file))
    if file.number is not None:
        refused.append("number: Die Nummer vergibt das Programm. Bitte dieses Feld weglassen.")
    if refused:
        raise InputError(_first(refused))
    land = territory(desk)
    typed = _taken(file, _FIELDS) | {
        name: [_taken(each, columns) for each in getattr(file, name)]
        for name, columns in _ROWS.items()
    }
    for each in typed["participants"]:
        each["organisation_id"] = land.id_of(each["organisation_id"])
    if file.term is not None and file.term.start is not None and file.term.end is None:
        typed["term_open_ended"] = True
    try:
        return ApplicationInput.model_validate(typed, context={"today": desk.today()})
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise InputError(_first([f"{_place(e['loc'])}: {sentence(e)}" for e in found])) from None


def _unknown(desk: Desk, file: ApplicationFile) -> Iterator[str]:
    land = territory(desk)
    for index, each in enumerate(file.participants):
        place = land.by_key.get(each.key)
        if place is None or not is_municipality(place.latest.kind):
            yield (
                f"{path(('participants', index, 'key'))}: Unter dem Schlüssel {each.key} ist "
                "keine hessische Kommune verzeichnet."
            )


def _taken(source: Value, fields: Mapping[str, str]) -> dict[str, Any]:
    """What the file says, by the names of the form; what it leaves out is left out."""
    found = {name: _dig(source, place) for name, place in fields.items()}
    return {
        name: to_cents(value) if isinstance(value, Decimal) else value
        for name, value in found.items()
        if value is not None
    }


def _dig(source: Any, place: str) -> Any:
    for step in place.split("."):
        source = None if source is None else getattr(source, step)
    return source


def _place(loc: tuple[str | int, ...]) -> str:
    """Where in the file stands what the form calls so."""
    columns = _ROWS.get(str(loc[0]), {})
    if len(loc) > 2 and str(loc[2]) in columns:
        return path((*loc[:2], *columns[str(loc[2])].split(".")))
    return path(tuple(_FIELDS.get(str(loc[0]), str(loc[0])).split(".")) + loc[1:2])


def _first(reasons: list[str]) -> str:
    rest = len(reasons) - _SHOWN
    more = [f"Dazu kommen {rest} weitere Stellen."] if rest > 0 else []
    return " ".join(["Der Antrag passt nicht:", *reasons[:_SHOWN], *more])


def _same(desk: Desk, value: ApplicationInput) -> Stored[ApplicationInput] | None:
    with reading(desk) as session:
        numbers = session.scalars(select(Application.id).where(Application.title == value.title))
        found = list(numbers)
    stored = (APPLICATIONS.read(desk, each) for each in found)
    return next((each for each in stored if _says(each.value, value)), None)


def _says(stored: ApplicationInput, value: ApplicationInput) -> bool:
    """Whether it is the same; without a day a file says nothing about since when."""
    since = value.station_since or stored.station_since
    return stored == value.model_copy(update={"station_since": since})
