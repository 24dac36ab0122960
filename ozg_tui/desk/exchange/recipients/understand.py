"""Rows of a list as recipients of the OZG-Report, by the checks and the rules of the form.

An end wins, wherever it stands: in the store, or anywhere in the file. A row that says of an
address only whether mail arrives there marks a recipient and never makes one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from ozg_tui.clock import day_of
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import Field, fields_of
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.memory import of_staff
from ozg_tui.desk.exchange.recipients.entry import Said, said_in
from ozg_tui.desk.exchange.recipients.known import People, Received, folded, people, received
from ozg_tui.desk.exchange.understood import (
    Answer,
    Difference,
    Fault,
    Outcome,
    Question,
    Understood,
    unfinished,
)
from ozg_tui.desk.exchange.which_place import Hints, Meant, place_meant
from ozg_tui.desk.newsletter.subscriptions import SubscriptionInput
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.newsletter import refuse_consent, refuse_list

FROM_FILE, AS_IT_IS, NOBODY = "file", "stored", "nobody"
_OF_CONSENT = ("consent", "double_opt_in", "consent_source", "subscribed_at", "ended_at")
_BELONGS = ("organisation_id", "contact_id", "function")
_ORDER = (Consent.REQUESTED, Consent.CONFIRMED, Consent.ENDED)


class Content(NamedTuple):
    """What a row writes: the form, and since when; None is the moment of writing."""

    value: SubscriptionInput
    subscribed_at: datetime | None = None
    ended_at: datetime | None = None


class _Draft(NamedTuple):
    line: Line
    email: str
    named: str
    value: SubscriptionInput | None
    said: Said
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    only_marks: bool
    """Whether the row says nothing but whether mail arrives."""


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows."""
    desk, answers = file.desk, file.answers
    drafts = [_draft(file, line) for line in file.lines() if line.values]
    whole = [draft for draft in drafts if draft.value is not None and not draft.faults]
    emails = [draft.email for draft in whole]
    places = {each.value.organisation_id for each in whole if each.value}
    known = people(desk, (place for place in places if place), emails)
    whole = [_with_person(draft, known, answers) for draft in whole]
    stored = received(desk, emails)
    touched = of_staff(desk, "subscription", (each.id for each in stored.values()))
    told = dict(_told(whole, stored, touched, answers))
    return tuple(told.get(draft.line.number) or _unfinished(draft) for draft in drafts)


def _draft(file: File, line: Line) -> _Draft:
    values, today = line.values, file.desk.today()
    said, wrong = said_in(values, today)
    place, questions = _place(file, line)
    consent = said.consent or Consent.REQUESTED
    raw = {
        "email": values.get("email", ""),
        "organisation_id": place.organisation_id,
        "function": values.get("function", ""),
        "consent": consent,
        "consent_source": said.proof,
        "bounced": bool(said.bounced),
    }
    checked = check(SubscriptionInput, raw, {"today": today})
    wrong |= {str(path[0]): sentence for path, sentence in checked.errors.items()}
    if not wrong and (sentence := refuse_consent(consent, said.proof or None, None, None)):
        wrong["consent_source"] = sentence
    faults = tuple(line.fault(field, sentence, _label(field)) for field, sentence in wrong.items())
    return _Draft(
        line,
        checked.value.email if checked.value else values.get("email", ""),
        values.get("contact", ""),
        checked.value,
        said,
        questions,
        faults,
        said.bounced is not None and not any(values.get(field) for field in _OF_CONSENT),
    )


def _place(file: File, line: Line) -> tuple[Meant, tuple[Question, ...]]:
    """Where the address belongs; a list may leave that open, but not name what nobody knows."""
    values = line.values
    key, name = values.get("key", ""), values.get("organisation", "")
    if not key and not name:
        return Meant(None), ()
    asked = f"place {key} | {name}"
    if (answer := file.answers.get(asked)) is not None:
        return Meant(None if answer == NOBODY else int(answer)), ()
    meant = place_meant(
        file.desk, Hints(key, name, email=values.get("email", "").rpartition("@")[2])
    )
    if meant.organisation_id is not None:
        return meant, ()
    offered = (*meant.proposed, Answer(NOBODY, "ohne Kommune oder Stelle eintragen"))
    column = line.heading("organisation") or line.heading("key")
    sentence = f"Welche Kommune oder Stelle ist »{name or key}«?"
    return meant, (Question(asked, line.number, column, name or key, sentence, offered),)


def _with_person(draft: _Draft, known: People, answers: Mapping[str, str]) -> _Draft:
    """The row with the person whom it names, or whose the address is and nobody else's."""
    value = draft.value
    assert value is not None
    place = value.organisation_id
    if draft.named and place is not None:
        there = known.by_name.get((place, folded(draft.named)), ())
        if len(there) == 1:
            return draft._replace(value=value.model_copy(update={"contact_id": there[0]}))
        if answers.get(NOBODY) != NOBODY:
            sentence = f"»{draft.named}« steht dort nicht unter diesem Namen in den Kontakten."
            offered = (Answer(NOBODY, "eintragen, ohne eine Person zu verknüpfen"),)
            column = draft.line.heading("contact")
            question = Question(NOBODY, draft.line.number, column, draft.named, sentence, offered)
            return draft._replace(questions=(*draft.questions, question))
        return draft
    reached = known.by_email.get(draft.email, ())
    if len(reached) != 1 or draft.questions:
        return draft
    ((contact, works_at),) = reached
    if place not in {None, works_at}:
        return draft
    belongs = {"contact_id": contact, "organisation_id": works_at}
    return draft._replace(value=value.model_copy(update=belongs))


def _told(
    drafts: Iterable[_Draft],
    stored: Mapping[str, Received],
    touched: set[int],
    answers: Mapping[str, str],
) -> Iterator[tuple[int, Understood]]:
    """What each row comes to, by its line."""
    drafts = list(drafts)
    ended = {each.email: each.line.number for each in drafts if each.said.consent is Consent.ENDED}
    first: dict[str, _Draft] = {}
    for draft in drafts:
        line, present = draft.line.number, stored.get(draft.email)
        if draft.questions:
            yield line, _unfinished(draft)
            continue
        if draft.only_marks:
            yield line, _marked(draft, present)
            continue
        if draft.said.consent is not Consent.ENDED and draft.email in ended:
            sentence = f"Zeile {ended[draft.email]} der Datei beendet diesen Bezug. Das Ende gilt."
            yield line, _refused(draft, sentence)
            continue
        earlier = first.setdefault(draft.email, draft)
        if earlier is not draft and (earlier.value, earlier.said) != (draft.value, draft.said):
            sentence = f"{draft.email} steht schon in Zeile {earlier.line.number}, anders als hier."
            yield line, _refused(draft, sentence)
        elif earlier is not draft:
            yield line, Understood(line, Outcome.UNCHANGED, draft.email)
        elif present is None:
            yield line, Understood(line, Outcome.NEW, draft.email, _content(draft))
        else:
            yield line, _beside(draft, present, present.id in touched, answers)


def _marked(draft: _Draft, present: Received | None) -> Understood:
    line = draft.line.number
    if present is None:
        return _refused(draft, f"{draft.email} steht nicht unter den Bezügen.")
    if not draft.said.bounced or present.value.bounced:
        return Understood(line, Outcome.UNCHANGED, draft.email, record_id=present.id)
    value = present.value.model_copy(update={"bounced": True})
    differences = (_difference("bounced", present.value, value),)
    return Understood(line, Outcome.CHANGED, draft.email, Content(value), present.id, differences)


def _beside(
    draft: _Draft, present: Received, is_touched: bool, answers: Mapping[str, str]
) -> Understood:
    """A row beside what is stored: a consent only moves on, what staff have written is asked."""
    line, now = draft.line.number, present.value
    content = _content(draft)
    if sentence := refuse_list(content.value.consent, now.consent):
        return _refused(draft, sentence)
    if question := _older_end(draft, present, answers):
        return _asked(draft, present, question)
    then: dict[str, Any] = {"bounced": now.bounced or content.value.bounced}
    moves_on = _ORDER.index(content.value.consent) > _ORDER.index(now.consent)
    if moves_on and answers.get(f"end {draft.email}") != AS_IT_IS:
        then["consent"] = content.value.consent
        then["consent_source"] = content.value.consent_source or now.consent_source
    held = {name: new for name in _BELONGS if (new := getattr(content.value, name)) is not None}
    others = {name for name, new in held.items() if getattr(now, name) not in (None, new)}
    key = f"overwrite {line} {draft.email}"
    if others and is_touched and answers.get(key) not in {FROM_FILE, AS_IT_IS}:
        return _asked(draft, present, _which(draft, now, others, key))
    if answers.get(key) == AS_IT_IS:
        held = {name: new for name, new in held.items() if name not in others}
    value = now.model_copy(update=then | held)
    if value == now:
        return Understood(line, Outcome.UNCHANGED, draft.email, record_id=present.id)
    differences = tuple(
        _difference(name, now, value)
        for name in SubscriptionInput.model_fields
        if getattr(now, name) != getattr(value, name)
    )
    return Understood(
        line, Outcome.CHANGED, draft.email, content._replace(value=value), present.id, differences
    )


def _older_end(draft: _Draft, present: Received, answers: Mapping[str, str]) -> Question | None:
    """The question about an end of before the consent that is stored now."""
    ended, since, key = draft.said.ended_at, present.subscribed_at, f"end {draft.email}"
    if present.value.consent is not Consent.CONFIRMED or key in answers:
        return None
    if ended is None or since is None or ended >= since:
        return None
    sentence = (
        f"Die Datei beendet den Bezug am {_day(ended)}; seit dem {_day(since)} liegt eine "
        "Einwilligung vor. Was gilt?"
    )
    offered = (Answer(FROM_FILE, "das Ende"), Answer(AS_IT_IS, "die Einwilligung"))
    column = draft.line.heading("ended_at")
    return Question(key, draft.line.number, column, _day(ended), sentence, offered)


def _which(draft: _Draft, now: SubscriptionInput, others: set[str], key: str) -> Question:
    names = ", ".join(_label(name) for name in _BELONGS if name in others)
    sentence = f"Anders als in der Datei steht hier, was jemand eingetragen hat: {names}."
    offered = (Answer(FROM_FILE, "aus der Datei nehmen"), Answer(AS_IT_IS, "lassen, wie es ist"))
    return Question(key, draft.line.number, "", now.email, sentence, offered)


def _content(draft: _Draft) -> Content:
    assert draft.value is not None
    return Content(draft.value, draft.said.subscribed_at, draft.said.ended_at)


def _refused(draft: _Draft, sentence: str) -> Understood:
    fault = Fault(draft.line.number, draft.line.heading("email"), draft.email, sentence)
    return Understood(draft.line.number, Outcome.FAILED, draft.email, faults=(fault,))


def _asked(draft: _Draft, present: Received, question: Question) -> Understood:
    return Understood(
        draft.line.number,
        Outcome.QUESTION,
        draft.email,
        record_id=present.id,
        questions=(question,),
    )


def _unfinished(draft: _Draft) -> Understood:
    return unfinished(draft.line.number, draft.email, draft.questions, draft.faults)


def _difference(name: str, now: SubscriptionInput, then: SubscriptionInput) -> Difference:
    field = _fields()[name]
    return Difference(field.label, field.text(getattr(now, name)), field.text(getattr(then, name)))


def _day(moment: datetime) -> str:
    return format_date(day_of(moment))


def _label(name: str) -> str:
    field = _fields().get(name)
    return field.label if field else ""


@cache
def _fields() -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(SubscriptionInput)}
