"""Which Kommunen a free supposition means that names them: who joins, and who leaves."""

from collections.abc import Sequence
from typing import NamedTuple

from db.errors import NotFoundError
from db.fold import fold
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.territory import Territory, choices, find_municipality, meant, territory
from ozg_tui.rules.ikz import Case

_SHOWN = 4


class Named(NamedTuple):
    """The keys that are meant, the names they have, and a German sentence for what is not clear."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    problems: tuple[str, ...]


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
    found: dict[int, str] = {}
    problems: list[str] = []
    for each in typed:
        try:
            number = _municipality(desk, each)
        except NotFoundError as error:
            problems.append(str(error))
            continue
        name = land.name(number, day)
        if number in present:
            problems.append(f"{name} ist schon beteiligt.")
        elif number in found:
            problems.append(f"{name} ist mehr als einmal genannt.")
        else:
            found[number] = name
    places = (land.by_id[number] for number in found)
    keys = tuple((place.on(day) or place.latest).key for place in places)
    return Named(keys, tuple(found.values()), tuple(problems))


def leaving(desk: Desk, case: Case, typed: Sequence[str]) -> Named:
    """Which participants are meant by names and keys, or by an unambiguous beginning of a name."""
    named = _participants(territory(desk), case)
    found: dict[str, str] = {}
    problems: list[str] = []
    for each in typed:
        keys = _participant(desk, named, each)
        names = [*dict.fromkeys(named[key] for key in keys)]
        if not names:
            problems.append(f"»{each}« ist nicht beteiligt.{_who_does(named)}")
        elif len(names) > 1:
            problems.append(f"»{each}« ist nicht eindeutig: {', '.join(names[:_SHOWN])}.")
        elif keys[0] in found:
            problems.append(f"{names[0]} ist mehr als einmal genannt.")
        else:
            found |= dict.fromkeys(keys, names[0])
    return Named(tuple(found), tuple(dict.fromkeys(found.values())), tuple(problems))


def participant_names(desk: Desk, case: Case) -> tuple[str, ...]:
    """The names of the participants, each once, in their order."""
    return tuple(dict.fromkeys(_participants(territory(desk), case).values()))


def _municipality(desk: Desk, typed: str) -> int:
    """The number of a Kommune. Raises `NotFoundError` with a sentence that helps on."""
    try:
        return find_municipality(desk, typed)
    except NotFoundError:
        # A colon begins no filter here, and signs alone are the beginning of nothing.
        text = typed.replace(":", " ")
        if typed.isdecimal() or not fold(text):
            raise
        choice, fits = meant(desk, "municipality", text)
        if choice is not None:
            return choice.id
        if not fits:
            raise
        close = "; ".join(each.label for each in choices(desk, "municipality", text, _SHOWN))
        sentence = f"»{typed}« ist nicht eindeutig. Gemeint sein können: {close}."
        raise NotFoundError(sentence) from None


def _participants(land: Territory, case: Case) -> dict[str, str]:
    """The names of the participants by their keys; a key that nobody has is its own name."""
    return {
        each.key: land.name(number, case.reference_date) if number is not None else each.key
        for each in case.participants
        for number in (land.id_of(each.key),)
    }


def _participant(desk: Desk, named: dict[str, str], typed: str) -> list[str]:
    wanted = fold(typed)
    if not wanted:
        return []
    exact = [key for key, name in named.items() if wanted in (key, fold(name))]
    begun = [key for key, name in named.items() if fold(name).startswith(wanted)]
    found = exact or begun
    if found:
        same = {named[key] for key in found}
        return [key for key, name in named.items() if name in same]
    # Somebody may say an older name or key, or put the kind before it.
    try:
        number = find_municipality(desk, typed)
    except NotFoundError:
        return []
    land = territory(desk)
    return [key for key in named if land.id_of(key) == number]


def _who_does(named: dict[str, str]) -> str:
    names = list(dict.fromkeys(named.values()))
    if not names:
        return " Beteiligt ist noch niemand."
    more = " …" if len(names) > _SHOWN else ""
    return f" Beteiligt: {', '.join(names[:_SHOWN])}{more}."
