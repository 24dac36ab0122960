"""Three states of a record become one: what I typed, what others saved, where both began.

Rows inside a record are joined one by one: each is found again in the other states by what it
stands for, or by what it has in common with one of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ozg_tui.desk.core.values import Input

Rows = Sequence[Input]


class Dispute(NamedTuple):
    """Something that both changed: a field, in a row its column, without one the whole row.

    `row` is how the row stood, or stands where it is new. A row that is not there is None.
    """

    field: str
    mine: Any
    theirs: Any
    origin: Any
    row: Input | None = None
    column: str = ""


class Joined(NamedTuple):
    """All fields with both sides' changes; where both changed one, with mine or with theirs."""

    mine: dict[str, Any]
    theirs: dict[str, Any]
    disputes: tuple[Dispute, ...]


class Difference(NamedTuple):
    """What is another now: a field, in a row that was there its column; without one the row."""

    field: str
    row: Input | None = None
    column: str = ""


def join(mine: Input, theirs: Input, origin: Input) -> Joined:
    """Join two states that began as one."""
    found = Joined({}, {}, ())
    for name in type(origin).model_fields:
        ours, other, old = (getattr(each, name) for each in (mine, theirs, origin))
        if ours != old and other not in (old, ours) and _are_rows(ours, other, old):
            with_mine, with_theirs, disputes = _join_rows(name, ours, other, old)
        else:
            with_mine, with_theirs, disputes = _join_values(Dispute(name, ours, other, old))
        found.mine[name], found.theirs[name] = with_mine, with_theirs
        found = found._replace(disputes=(*found.disputes, *disputes))
    return found


def differences(now: Input, origin: Input) -> Iterator[Difference]:
    """What somebody has changed since."""
    for name in type(origin).model_fields:
        new, old = getattr(now, name), getattr(origin, name)
        if new == old:
            continue
        if not _are_rows(new, old):
            yield Difference(name)
            continue
        pairs = _pairs(old, new)
        if len(pairs) < len(new):
            yield Difference(name)
        for index, row in enumerate(old):
            if index not in pairs:
                yield Difference(name, row)
                continue
            again = new[pairs[index]]
            for column in type(row).model_fields:
                if getattr(row, column) != getattr(again, column):
                    yield Difference(name, row, column)


def _are_rows(*values: Any) -> bool:
    return all(isinstance(value, tuple) for value in values) and any(
        isinstance(row, Input) for value in values for row in value
    )


def _join_values(one: Dispute) -> tuple[Any, Any, tuple[Dispute, ...]]:
    if one.mine == one.origin:
        return one.theirs, one.theirs, ()
    if one.theirs in (one.origin, one.mine):
        return one.mine, one.mine, ()
    return one.mine, one.theirs, (one,)


def _join_rows(
    name: str, mine: Rows, theirs: Rows, origin: Rows
) -> tuple[tuple[Input, ...], tuple[Input, ...], tuple[Dispute, ...]]:
    """My rows in my order, behind them what others have added."""
    in_mine, in_theirs = _pairs(origin, mine), _pairs(origin, theirs)
    began = {index: old for old, index in in_mine.items()}
    added = [row for index, row in enumerate(theirs) if index not in in_theirs.values()]
    with_mine: list[Input] = []
    with_theirs: list[Input] = []
    disputes: list[Dispute] = []
    for index, row in enumerate(mine):
        old = origin[began[index]] if index in began else None
        if old is None:
            other = next((each for each in added if _is_same(row, each)), None)
            if other is not None:
                added.remove(other)
        else:
            other = theirs[in_theirs[began[index]]] if began[index] in in_theirs else None
        if other is not None:
            own, foreign, found = _join_row(name, row, other, old)
            with_mine.append(own)
            with_theirs.append(foreign)
            disputes += found
        elif old is None:
            with_mine.append(row)
            with_theirs.append(row)
        elif row != old:
            # Taken out by them, changed by me.
            with_mine.append(row)
            disputes.append(Dispute(name, row, None, old, old))
    for index, old in enumerate(origin):
        other = theirs[in_theirs[index]] if index in in_theirs else None
        if index not in in_mine and other is not None and other != old:
            with_theirs.append(other)
            disputes.append(Dispute(name, None, other, old, old))
    return (*with_mine, *added), (*with_theirs, *added), tuple(disputes)


def _join_row(
    name: str, mine: Input, theirs: Input, origin: Input | None
) -> tuple[Input, Input, list[Dispute]]:
    own: dict[str, Any] = {}
    foreign: dict[str, Any] = {}
    disputes: list[Dispute] = []
    for column in type(mine).model_fields:
        old = getattr(origin, column) if origin is not None else None
        one = Dispute(
            name, getattr(mine, column), getattr(theirs, column), old, origin or mine, column
        )
        own[column], foreign[column], found = _join_values(one)
        disputes += found
    return mine.model_copy(update=own), mine.model_copy(update=foreign), disputes


def _is_same(one: Input, other: Input) -> bool:
    """Whether two new rows stand for the same."""
    key = type(one).ROW_KEY
    return all(getattr(one, name) == getattr(other, name) for name in key) if key else one == other


def _pairs(old: Rows, new: Rows) -> dict[int, int]:
    """Which of the new rows each of the old ones has become; those that have gone are left out."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for fits in (lambda one, other: one == other, _is_same):
        for index, row in enumerate(old):
            if index in pairs:
                continue
            for place, each in enumerate(new):
                if place not in taken and fits(row, each):
                    pairs[index] = place
                    taken.add(place)
                    break
    for index, row in enumerate(old):
        rest = [place for place in range(len(new)) if place not in taken]
        if index in pairs or not rest or type(row).ROW_KEY:
            continue
        place = max(rest, key=lambda place: _in_common(row, new[place]))
        if _in_common(row, new[place]):
            pairs[index] = place
            taken.add(place)
    return pairs


def _in_common(one: Input, other: Input) -> int:
    """In how many columns something stands, and the same in both."""
    return sum(
        getattr(one, name) is not None and getattr(one, name) == getattr(other, name)
        for name in type(one).model_fields
    )
