"""A row of the history as a sentence for the telephone: what became better, worse or just other."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ozg_tui.codes.ikz import ParticipantRole, ResolutionStatus
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.services.model_projects import STATUS_LABELS
from ozg_tui.desk.since.history import Recorded
from ozg_tui.desk.since.values import changed_fields, day_of, shown
from ozg_tui.rules.labels import (
    ADDRESS_KINDS,
    BOOKING_STATES,
    CONSENTS,
    NUMBER_KINDS,
    ROLES,
    ROLLOUT_STATES,
    STATIONS,
)

ADDED, CHANGED, WARNING = "+", "~", "!"

_GOOD = frozenset({"live", "held", "settled", "approved", "paid", "closed", "confirmed", "passed"})
_BAD = frozenset({
    "disturbed", "switched_off", "cancelled", "declined", "no_show", "rejected", "withdrawn",
    "incomplete", "revoked", "adjourned", "ended", "resigned",
})  # fmt: skip
_COUNCIL = {
    "passed": "hat beschlossen",
    "rejected": "hat abgelehnt",
    "adjourned": "hat vertagt",
    "revoked": "hat den Beschluss aufgehoben",
    "scheduled": "hat den Beschluss angesetzt",
    "open": "hat noch nicht beschlossen",
}
_PARENTS = {
    "contact_role": "contact",
    "phone_number": "contact",
    "address": "contact",
    "participant": "application",
    "resolution": "application",
    "organisation_period": "organisation",
}
"""What a part comes with when it is new."""

_TASK_FIELDS = frozenset({"due_on", "owner", "text"})


class Said(NamedTuple):
    """A sentence with its sign."""

    sign: str
    text: str


class Teller:
    """Tells the steps of one look back; what came with a new record is told with that record."""

    def __init__(self, steps: Iterable[Recorded], land: Territory) -> None:
        self._land = land
        self._made: set[tuple[str, str, int]] = set()
        self._roles: dict[tuple[str, int], list[str]] = {}
        for step in steps:
            if step.action != "insert":
                continue
            if step.table in _PARENTS.values():
                self._made.add((step.unit, step.table, step.row_id))
            elif step.table == "contact_role":
                of = self._roles.setdefault((step.unit, step.about.record), [])
                of.append(ROLES[step.after["role"]])

    def tell(self, step: Recorded) -> Said | None:
        """The sentence; None for what is bookkeeping or told elsewhere."""
        parent = _PARENTS.get(step.table)
        if parent and (step.unit, parent, step.about.record) in self._made:
            return None
        return _TELLERS[step.table](self, step)

    def contact(self, step: Recorded) -> Said | None:
        """A person comes, leaves, or is called otherwise."""
        name = step.about.person
        if step.action == "insert":
            roles = ", ".join(self._roles.get((step.unit, step.row_id), ()))
            return Said(ADDED, f"Neue Ansprechperson {name}" + (f" ({roles})" if roles else ""))
        if step.action == "delete":
            return Said(WARNING, f"{_called(step.before)} ist keine Ansprechperson mehr")
        if step.after.get("historic_on"):
            return Said(WARNING, f"{name} ist nicht mehr aktuell")
        if "organisation_id" in step.after:
            before = self._land.name(step.before.get("organisation_id") or 0)
            return Said(ADDED, f"{name} kommt von {before}")
        if step.after.get("call_first"):
            return Said(CHANGED, f"Zuerst anrufen: {name}")
        return _fields(step, f"{name}: ")

    def contact_role(self, step: Recorded) -> Said | None:
        """Who does what now."""
        name = step.about.person
        if step.action == "delete":
            return Said(CHANGED, f"{name} nicht mehr {_function(step.before['role'])}")
        if step.after.get("valid_to"):
            until = day_of(step.after, "valid_to")
            return Said(CHANGED, f"{name} nur bis {until} {_function(step.about.text)}")
        role = step.after.get("role")
        return Said(CHANGED, f"{_function(role)} jetzt {name}") if role else None

    def phone_number(self, step: Recorded) -> Said | None:
        """A number comes, goes or changes."""
        return _reach(step, NUMBER_KINDS[step.about.text], "raw")

    def address(self, step: Recorded) -> Said | None:
        """An e-mail or postal address comes, goes or changes."""
        return _reach(step, ADDRESS_KINDS[step.about.text], "text")

    def booking(self, step: Recorded) -> Said | None:
        """A consulting is booked, takes place, or does not."""
        if step.action == "delete":
            return Said(WARNING, f"Beratung Modul {step.before['module']} gelöscht")
        what = f"Beratung Modul {step.about.number}"
        if step.action == "insert":
            return Said(ADDED, f"{what} {BOOKING_STATES[step.after['state']]}")
        return _moved(step, what, "state", BOOKING_STATES) or _fields(step, f"{what}: ")

    def application(self, step: Recorded) -> Said | None:
        """An application begins or moves on."""
        number = step.about.number
        if step.action == "insert":
            return Said(ADDED, f"{number} angelegt: {shown('title', step.after['title'])}")
        return _moved(step, f"{number}", "station", STATIONS) or _fields(step, f"{number}: ")

    def participant(self, step: Recorded) -> Said | None:
        """A Kommune joins, leaves, or takes the lead."""
        about = f"{step.about.number}: {self._land.name(step.about.organisation_id)}"
        if step.action == "delete" or step.after.get("left_on"):
            return Said(WARNING, f"{about} ist nicht mehr beteiligt")
        if step.action == "insert":
            return Said(ADDED, f"{about} ist jetzt beteiligt")
        is_lead = step.after.get("role") == ParticipantRole.LEAD
        return Said(CHANGED, f"{about} ist jetzt federführend") if is_lead else None

    def resolution(self, step: Recorded) -> Said | None:
        """A council has resolved, or not."""
        about = f"{step.about.number}: {self._land.name(step.about.organisation_id)}"
        status = step.after.get("status")
        if step.action == "delete" or (step.action == "insert" and status == ResolutionStatus.OPEN):
            return None
        if status is not None:
            day = day_of(step.after, "session_on")
            when = f" (Sitzung {day})" if day else ""
            return Said(_sign(status), f"{about} {_COUNCIL[status]}{when}")
        if step.after.get("copy_at_hand"):
            return Said(ADDED, f"{about}: Kopie des Beschlusses liegt vor")
        return _fields(step, f"{about}: ")

    def rollout(self, step: Recorded) -> Said | None:
        """A service is connected, tested, live, disturbed."""
        what = step.about.text
        if step.action == "delete":
            return None
        if step.action == "insert":
            state = step.after["state"]
            return Said(_sign(state, ADDED), f"{what}: {ROLLOUT_STATES[state]}")
        if moved := _moved(step, what, "state", ROLLOUT_STATES):
            return moved
        if "in_finder" not in step.after:
            return None
        if step.after["in_finder"]:
            return Said(ADDED, f"{what} steht im Hessen-Finder")
        return Said(WARNING, f"{what} steht nicht mehr im Hessen-Finder")

    def note(self, step: Recorded) -> Said | None:
        """Somebody wrote something down."""
        values = step.before if step.action == "delete" else step.after
        if "text" not in values:
            return None
        text = shown("text", values["text"])
        word = {"insert": "Notiz", "update": "Notiz geändert"}.get(step.action, "Notiz gelöscht")
        return Said(ADDED if step.action == "insert" else CHANGED, f"{word} ({step.actor}): {text}")

    def follow_up(self, step: Recorded) -> Said | None:
        """Something is to be done, is done, or goes to somebody else."""
        if step.action == "delete":
            return Said(CHANGED, f"Wiedervorlage {shown('text', step.before['text'])} gelöscht")
        what = f"Wiedervorlage {shown('text', step.about.text)}"
        if step.action == "insert":
            return Said(ADDED, f"{what} zum {day_of(step.after, 'due_on')} ({step.after['owner']})")
        if "done_at" in step.after:
            if step.after["done_at"] is None:
                return Said(CHANGED, f"{what} wieder offen")
            return Said(ADDED, f"{what} erledigt")
        if not _TASK_FIELDS & step.after.keys():
            return None
        parts = [
            f"jetzt bei {shown('owner', step.after['owner'])}" if "owner" in step.after else "",
            f"jetzt zum {day_of(step.after, 'due_on')}" if "due_on" in step.after else "",
        ]
        return Said(CHANGED, f"{what} {', '.join(filter(None, parts)) or 'geändert'}")

    def subscription(self, step: Recorded) -> Said | None:
        """Somebody receives the OZG-Report, or does so no more."""
        what = f"OZG-Report an {shown('email', step.about.text)}"
        if step.action == "delete":
            return Said(WARNING, f"{what} gelöscht")
        if step.action == "insert":
            consent = step.after["consent"]
            return Said(_sign(consent, ADDED), f"{what}: {CONSENTS[consent]}")
        if step.after.get("bounced"):
            return Said(WARNING, f"{what} kommt nicht an")
        return _moved(step, what, "consent", CONSENTS)

    def model_status_period(self, step: Recorded) -> Said | None:
        """A Kommune becomes a Modellkommune, or is one no more."""
        status = step.after.get("status")
        if status is None:
            return None
        labels = {code.value: label for code, label in STATUS_LABELS.items()}
        return Said(_sign(status), f"Modellkommune: {labels[status]}")

    def organisation(self, step: Recorded) -> Said | None:
        """Address, population, website."""
        return _fields(step, "")

    def organisation_period(self, step: Recorded) -> Said | None:
        """A new name, key or kind from a day on."""
        if step.action != "insert":
            return None
        since = day_of(step.after, "valid_from")
        from_then = f" ab {since}" if since else ""
        name = shown("name", step.after["name"])
        return Said(WARNING, f"Neu im Verzeichnis{from_then}: {name}, {step.after['key']}")


_TELLERS: Mapping[str, Callable[[Teller, Recorded], Said | None]] = {
    "organisation": Teller.organisation,
    "organisation_period": Teller.organisation_period,
    "contact": Teller.contact,
    "contact_role": Teller.contact_role,
    "phone_number": Teller.phone_number,
    "address": Teller.address,
    "booking": Teller.booking,
    "application": Teller.application,
    "participant": Teller.participant,
    "resolution": Teller.resolution,
    "rollout": Teller.rollout,
    "note": Teller.note,
    "follow_up": Teller.follow_up,
    "subscription": Teller.subscription,
    "model_status_period": Teller.model_status_period,
}


def _sign(code: str, otherwise: str = CHANGED) -> str:
    return ADDED if code in _GOOD else WARNING if code in _BAD else otherwise


def _moved(step: Recorded, what: str, field: str, labels: Mapping[str, str]) -> Said | None:
    """From one state to another: `Ehe Online: im Test -> live`."""
    if field not in step.after:
        return None
    before, after = step.before.get(field), step.after[field]
    return Said(_sign(after), f"{what}: {labels.get(before or '', 'neu')} -> {labels[after]}")


def _fields(step: Recorded, subject: str) -> Said | None:
    """All fields that staff see, under the titles of the form."""
    if step.action != "update":
        return None
    said = ", ".join(changed_fields(step.table, step.after))
    return Said(CHANGED, f"{subject}{said}") if said else None


def _reach(step: Recorded, kind: str, field: str) -> Said | None:
    whose = f" von {step.about.person}" if step.about.person else ""
    if step.action == "delete":
        return Said(CHANGED, f"{kind}{whose} entfernt: {shown(field, step.before[field])}")
    if field not in step.after:
        return None
    word = "neu" if step.action == "insert" else "jetzt"
    sign = ADDED if step.action == "insert" else CHANGED
    return Said(sign, f"{kind}{whose} {word}: {shown(field, step.after[field])}")


def _function(role: str) -> str:
    if role == "head":
        return ROLES[role]
    return f"Ansprechperson {ROLES[role]}" if role != "other" else ROLES[role]


def _called(values: Mapping[str, Any]) -> str:
    return " ".join(
        values[name] for name in ("title", "given_name", "family_name") if values.get(name)
    )
