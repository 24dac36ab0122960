"""Why a line is a hit, in words: `früherer Name Oberweser`, `Telefon 0611 353-1950`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.fold import words
from db.search.heard import sound
from db.search.pages import Line
from db.search.query import Also
from db.search.text import Part
from ozg_tui.desk.core.subject import Reason
from ozg_tui.desk.core.subjects import LISTED

Stored = Sequence[Sequence[str]]
"""The matches of an entry: what, text, and the words met where they are not those of the text."""

_TOKEN = re.compile(r"[^\W_]+")
_AROUND = 24


def missed_by_title(asked: Sequence[Part], line: Line) -> list[Part]:
    """The parts of a text that the visible name does not hold."""
    shown = words(line.title)
    return [part for part in asked if not _is_met(part, shown)]


def reason(
    line: Line,
    matches: Stored,
    missed: Sequence[Part],
    also: Also,
    similar: Mapping[str, Sequence[str]],
) -> str:
    """What the parts that the visible name does not hold have met, each once.

    `similar` are the names that words of the text may stand for.
    """
    found: list[str] = []
    left, means = [_first_by_itself(part, matches) for part in missed], dict(also)
    for match in matches:
        if not left:
            break
        code, shown, held = match[0], match[1], _held(match)
        known = LISTED[line.kind].reasons.get(code)
        met = [part for part in left if _is_met(part, held) or _is_meant(part, known, shown, means)]
        if met:
            left = [part for part in left if part not in met]
            found.append(_said(line, known, code, shown, met))
    for part in left:
        found += _heard(part, matches, similar)
    return ", ".join(dict.fromkeys(each for each in found if each))


def _held(match: Sequence[str]) -> list[str]:
    return match[2].split() if len(match) > 2 else words(match[1])


def _first_by_itself(part: Part, matches: Stored) -> Part:
    """The part without words of the same meaning where it is met without them."""
    alone = part._replace(same=())
    return alone if any(_is_met(alone, _held(match)) for match in matches) else part


def _is_met(part: Part, held: Sequence[str]) -> bool:
    return (
        any(all(_begins(word, held) for word in reading) for reading in part.readings)
        or any(_begins(ending, held) for ending in part.endings)
        or not set(part.same).isdisjoint(held)
    )


def _begins(word: str, held: Iterable[str]) -> bool:
    return any(each.startswith(word) for each in held)


def _is_meant(
    part: Part, known: Reason | None, shown: str, also: Mapping[str, Sequence[str]]
) -> bool:
    if known is None or known.facet is None:
        return False
    # Who leads a Landkreis has a facet of the function and one of the office, which begins so.
    facet = known.facet(shown)
    return any(each.startswith(facet) for each in also.get(part.readings[0][0], ()))


def _said(line: Line, known: Reason | None, code: str, shown: str, met: Sequence[Part]) -> str:
    if code == "place":
        label = LISTED[line.kind].place
        return label if shown == line.place else f"{label} {shown}"
    if known is None:
        return ""
    if known.is_long:
        return f"{known.said}: {_excerpt(shown, met)}"
    if known.labels is not None:
        return f"{known.said} {known.labels.get(shown, shown)}".strip()
    return f"{known.said} {shown}".strip() if shown not in line.title else ""


def _excerpt(text: str, met: Sequence[Part]) -> str:
    """The text around the first word that was met."""
    shown = " ".join(text.split())
    for token in _TOKEN.finditer(shown):
        if any(_touches(part, words(token[0])) for part in met):
            before = shown[: token.start()]
            after = shown[token.end() :]
            # Cut at blanks, so that no half word stands at either end.
            kept_before = before[-_AROUND:].partition(" ")[2] if len(before) > _AROUND else before
            kept_after = after[:_AROUND].rpartition(" ")[0] if len(after) > _AROUND else after
            left, right = (
                "…" if cut else "" for cut in (kept_before != before, kept_after != after)
            )
            return f"{left}{kept_before}{token[0]}{kept_after}{right}"
    return ""


def _touches(part: Part, held: Sequence[str]) -> bool:
    meant = (word for reading in part.readings for word in reading)
    return any(_begins(word, held) for word in meant) or not set(part.same).isdisjoint(held)


def _heard(part: Part, matches: Stored, similar: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The name that sounds like the word, or nearly reads so."""
    word = part.spelled_out
    near = similar.get(word, ())
    if not near:
        return
    for _, shown, *_ in matches:
        for token in _TOKEN.findall(shown):
            held = next((each for each in words(token) if each in near), None)
            if held is not None:
                alike = sound(held) == sound(word)
                yield f"klingt wie {token}" if alike else f"ähnlich: {token}"
                return
