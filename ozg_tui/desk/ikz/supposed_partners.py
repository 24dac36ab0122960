"""Which Kommunen a free supposition means that names them: who joins, and who leaves."""

from collections.abc import Sequence
from typing import NamedTuple

from db.errors import NotFoundError
from db.fold import fold
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.search.lookups import choices, meant
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.territory import Period

_SHOWN = 4


class Named(NamedTuple):
    """The keys that are meant, and a German sentence for each text that is not clear.

    `names` mean the same when they are typed again: the key stands for a name that several have.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    problems: tuple[str, ...]


class _Present(NamedTuple):
    """A participant under one of its keys; `who` is its number, or a key that nobody has."""

    key: str
    who: int | str
    name: str


def joining(desk: Desk, case: Case, typed: Sequence[str]) -> Named:
    """Who is meant by names and keys, current or former, also by an unambiguous beginning.

    Each goes by the key of the reference date. Who takes part already cannot join.
    """
    land = territory(desk)
    day = case.reference_date or desk.today()
    present = {
        land.id_of(each.key)
        for each in case.participants
        if each.takes_part_on(case.reference_date)
    }
    found: dict[int, Period] = {}
    problems: list[str] = []
    for each in typed:
        try:
            number = _municipality(desk, each)
        except NotFoundError as error:
            problems.append(str(error))
            continue
        place = land.by_id[number]
        period = place.on(day) or place.latest
        if number in present:
            problems.append(f"{period.name} ist schon beteiligt.")
        elif number in found:
            problems.append(f"{period.name} ist mehr als einmal genannt.")
        else:
            found[number] = period
    return Named(
        tuple(period.key for period in found.values()),
        tuple(_typable(desk, number, at.name, at.key) for number, at in found.items()),
        tuple(problems),
    )


def leaving(desk: Desk, case: Case, typed: Sequence[str]) -> Named:
    """Which participants are meant by names and keys, or by an unambiguous beginning of a name."""
    present = _participants(desk, case)
    found: dict[int | str, str] = {}
    problems: list[str] = []
    for each in typed:
        fitting = {part.who: part for part in _fitting(desk, present, each)}
        who, part = next(iter(fitting.items()), ("", None))
        if part is None:
            problems.append(f"»{each}« ist nicht beteiligt. {_who_is(present)}")
        elif len(fitting) > 1:
            several = [f"{part.name} ({part.key})" for part in fitting.values()]
            problems.append(f"»{each}« ist nicht eindeutig: {', '.join(several[:_SHOWN])}.")
        elif who in found:
            problems.append(f"{part.name} ist mehr als einmal genannt.")
        else:
            found[who] = _called(present, part)
    keys = tuple(dict.fromkeys(part.key for part in present if part.who in found))
    return Named(keys, tuple(found.values()), tuple(problems))


def participant_names(desk: Desk, case: Case) -> tuple[str, ...]:
    """What the participants can be called to leave, in their order."""
    present = _participants(desk, case)
    return tuple({part.who: _called(present, part) for part in present}.values())


def _municipality(desk: Desk, typed: str) -> int:
    """The number of a Kommune. Raises `NotFoundError` with a sentence that helps on."""
    try:
        return find_municipality(desk, typed)
    except NotFoundError:
        # Figures and signs alone are the beginning of no name.
        if not any(letter.isalpha() for letter in typed):
            raise
        # A colon begins no filter here.
        text = typed.replace(":", " ")
        choice, fits = meant(desk, "municipality", text)
        if choice is not None:
            return choice.id
        if not fits:
            raise
        close = "; ".join(each.label for each in choices(desk, "municipality", text, _SHOWN))
        sentence = f"»{typed}« ist nicht eindeutig. Gemeint sein können: {close}."
        raise NotFoundError(sentence) from None


def _typable(desk: Desk, number: int, name: str, key: str) -> str:
    """The name if it means this Kommune alone, else the key."""
    try:
        return name if find_municipality(desk, name) == number else key
    except NotFoundError:
        return key


def _participants(desk: Desk, case: Case) -> list[_Present]:
    land = territory(desk)
    found = []
    for each in case.participants:
        number = land.id_of(each.key)
        name = each.key if number is None else land.name(number, case.reference_date)
        found.append(_Present(each.key, each.key if number is None else number, name))
    return found


def _fitting(desk: Desk, present: Sequence[_Present], typed: str) -> list[_Present]:
    wanted = fold(typed)
    if not wanted:
        return []
    exact = [part for part in present if wanted in (part.key, fold(part.name))]
    if exact:
        return exact
    if begun := [part for part in present if fold(part.name).startswith(wanted)]:
        return begun
    # Somebody may say an older name or key, or put the kind before the name.
    try:
        number = find_municipality(desk, typed)
    except NotFoundError:
        return []
    return [part for part in present if part.who == number]


def _called(present: Sequence[_Present], part: _Present) -> str:
    """The name if only this participant has it, else the key."""
    shared = any(each.name == part.name and each.who != part.who for each in present)
    return part.key if shared else part.name


def _who_is(present: Sequence[_Present]) -> str:
    names = list(dict.fromkeys(part.name for part in present))
    if not names:
        return "Beteiligt ist noch niemand."
    more = " …" if len(names) > _SHOWN else ""
    return f"Beteiligt: {', '.join(names[:_SHOWN])}{more}."
