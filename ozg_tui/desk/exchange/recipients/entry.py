"""The cells of a row as a recipient: the words and days of other programs as those of the desk."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from ozg_tui.clock import BERLIN, day_of
from ozg_tui.codes.newsletter import Consent
from ozg_tui.german.labels import CONSENTS
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

_YES = frozenset({"ja", "j", "x", "1", "true", "wahr", "yes", "ok", "✓", "✔"})
_NO = frozenset({"nein", "n", "0", "false", "falsch", "no", "-"})
_CONSENTS = {
    Consent.CONFIRMED: {"aktiv", "active", "subscribed", "confirmed", "opt in", "optin", "erteilt"},
    Consent.REQUESTED: {"offen", "ausstehend", "pending", "unconfirmed", "angefragt"},
    Consent.ENDED: {
        "abgemeldet", "unsubscribed", "ausgetragen", "widerrufen", "opt out", "optout", "inaktiv",
    },
}  # fmt: skip
_WORDS = {word: consent for consent, words in _CONSENTS.items() for word in words} | {
    label: Consent(code) for code, label in CONSENTS.items()
}
_STAYS_AWAY = frozenset({"hard", "permanent", "unzustellbar", "failed", "bounced", "cleaned"})
_COMES_LATER = frozenset({"soft", "temporary", "temporär", "delayed", "delivered", "zugestellt"})
_REPLY = re.compile(r"(?<![\d.])([245])(?:\.\d{1,3}\.\d{1,3}|\d\d)(?![\d.])")
"""What a mail server answers: an enhanced code (RFC 3463) or one of three digits (RFC 5321)."""
_WITH_TIME = re.compile(r"(\S+?)(?:,\s*|\s+|T)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s*Uhr)?")
_NO_DAY = frozenset({"", "-", "0.0.00", "00.00.0000", "0000-00-00", "0000-00-00 00:00:00"})


class Said(NamedTuple):
    """What a row says of its address beside where it belongs; None where it says nothing."""

    consent: Consent | None = None
    proof: str = ""
    subscribed_at: datetime | None = None
    ended_at: datetime | None = None
    bounced: bool | None = None


def said_in(values: Mapping[str, str], today: date) -> tuple[Said, dict[str, str]]:
    """What the cells of a row say, and the sentence for each field that is not understood."""
    wrong: dict[str, str] = {}

    def read(field: str, reader: Any) -> Any:
        if not (text := values.get(field, "").strip()):
            return None
        try:
            return reader(text)
        except InputError as error:
            wrong[field] = str(error)
            return None

    def moment(text: str) -> datetime | None:
        return None if text in _NO_DAY else moment_in(text, today)

    consent = read("consent", _consent)
    opted_in = read("double_opt_in", lambda text: _opted_in(text, today))
    subscribed_at = read("subscribed_at", moment)
    ended_at = read("ended_at", moment)
    proof = values.get("consent_source", "").strip()
    if isinstance(opted_in, datetime):
        day = day_of(opted_in)
        proof = proof or f"Double-Opt-in vom {format_date(day)}"
        subscribed_at = subscribed_at or opted_in
    if consent is None and opted_in is not None:
        consent = Consent.CONFIRMED if opted_in else Consent.REQUESTED
    if ended_at is not None:
        consent = Consent.ENDED
    return Said(consent, proof, subscribed_at, ended_at, read("bounced", _stays_away)), wrong


def moment_in(text: str, today: date) -> datetime:
    """A day with or without a time, as lists have it, in UTC. Raises `InputError`."""
    found = _WITH_TIME.fullmatch(text)
    day = parse_date(found[1] if found else text, today)
    hour, minute = (int(found[2]), int(found[3])) if found else (0, 0)
    if hour > 23 or minute > 59:
        raise InputError(f"Die Uhrzeit {hour:02d}:{minute:02d} gibt es nicht.")
    if day > today:
        raise InputError(f"Der {format_date(day)} liegt in der Zukunft.")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def _consent(text: str) -> Consent:
    word = " ".join(re.split(r"[\s_-]+", text.lower()))
    if word in _YES:
        return Consent.CONFIRMED
    if word in _NO:
        return Consent.REQUESTED
    if word in _WORDS:
        return _WORDS[word]
    raise InputError(
        f"»{clean(text)}« ist kein Stand. Möglich sind {', '.join(CONSENTS.values())}."
    )


def _opted_in(text: str, today: date) -> datetime | bool:
    """Whether it was confirmed, and when, where the list has the day in the same column."""
    word = text.lower()
    if word in _YES or word in _NO or text in _NO_DAY:
        return word in _YES
    return moment_in(text, today)


def _stays_away(text: str) -> bool:
    """Whether mail never arrives there; what comes later or came is no reason to doubt."""
    if replies := _REPLY.findall(text):
        return "5" in replies
    words = set(re.findall(r"\w+", text.lower()))
    if words & (_YES | _STAYS_AWAY):
        return True
    if words & (_NO | _COMES_LATER):
        return False
    raise InputError(
        f"»{clean(text)}« sagt nicht, ob die Adresse erreichbar ist. Möglich sind ja, nein oder "
        "die Antwort des Mailservers wie 5.1.1."
    )
