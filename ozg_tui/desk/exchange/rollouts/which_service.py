"""Which service a row or a column means: by LeiKa key, number or whole name, never by likeness."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from db.fold import words
from ozg_tui.desk.exchange.understood import Answer
from ozg_tui.desk.services.targets import Catalogue, Target, bundle_title

NONE = "none"
"""The answer that something is no service."""

_KEY = re.compile(r"\b99(?:\s?\d){12}\b")
_MOST_PROPOSED = 5
_LONG_WORD = 5
_OUT = Answer(NONE, "keine Leistung, auslassen")


class Meant(NamedTuple):
    """The services that are meant; without any, the question and what it could be."""

    services: tuple[int, ...] = ()
    sentence: str = ""
    proposed: tuple[Answer, ...] = ()


def service_meant(known: Catalogue, values: Mapping[str, str]) -> Meant:
    """The service of a row, by all that it says: key, bundle and number, name.

    What nobody knows is passed over where something else is sure; what contradicts is asked about.
    """
    said = [found for found in _evidence(known, values) if found]
    alike = [each for each in said[0] if all(each in other for other in said[1:])] if said else []
    if len(alike) == 1:
        (target,) = alike
        if len(target.services) == 1:
            return Meant((target.services[0].id,))
        count = len(target.services)
        sentence = f"»{target.title}« ist ein Bündel mit {count} Leistungen. Welche ist gemeint?"
        return Meant((), sentence, (_whole(target), *_each(target)))
    text = named(values)
    if said:
        possible = dict.fromkeys(each for found in said for each in found)
        sentence = f"»{text}« ist nicht eindeutig. Welche Leistung ist gemeint?"
        return Meant((), sentence, (*map(_whole, possible), _OUT))
    if not text:
        return Meant((), "Hier fehlt die Leistung.")
    sentence = f"Welche Leistung ist »{text}«?"
    return Meant((), sentence, (*map(_whole, _similar(known, text)), _OUT))


def exactly(known: Catalogue, text: str) -> list[Target]:
    """What a text names without a doubt: by a LeiKa key in it, or by a whole name."""
    if found := _KEY.search(text):
        return known.with_key(found[0])
    return known.called(text)


def named(values: Mapping[str, str]) -> str:
    """What a row calls its service."""
    parts = (values.get(field, "") for field in ("leika_key", "bundle", "number", "service"))
    return " ".join(part for part in parts if part)


def answered(answer: str) -> tuple[int, ...]:
    """The services of an answer; none where it is that there is none."""
    return () if answer == NONE else tuple(map(int, answer.split()))


def _evidence(known: Catalogue, values: Mapping[str, str]) -> Iterable[list[Target]]:
    bundle, name = values.get("bundle", ""), values.get("service", "")
    yield known.with_key(values.get("leika_key", ""))
    if (number := values.get("number", "")).isdecimal() and bundle:
        yield known.numbered(bundle, int(number))
    by_name = exactly(known, name) if name else []
    if bundle and name and not by_name:
        by_name = known.called(f"{bundle} {name}")
    yield by_name
    if bundle and not name and not number:
        yield known.called(bundle)


def _similar(known: Catalogue, text: str) -> Sequence[Target]:
    """What shares a long word with the text: to be proposed, not to be taken."""
    wanted = {word for word in words(text) if len(word) >= _LONG_WORD}
    alike = [
        target
        for target in (*known.bundles, *known.services)
        if wanted & set(words(f"{target.title}"))
    ]
    return alike[:_MOST_PROPOSED]


def _whole(target: Target) -> Answer:
    numbers = " ".join(str(each.id) for each in target.services)
    if len(target.services) == 1:
        return Answer(numbers, target.title)
    return Answer(
        numbers, f"alle {len(target.services)} Leistungen von {bundle_title(target.bundle)}"
    )


def _each(target: Target) -> Iterable[Answer]:
    return (_whole(Target(target.bundle, (service,))) for service in target.services)
