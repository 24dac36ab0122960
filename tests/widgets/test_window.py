"""The window over a list, held against the list itself."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.pages import Line
from ozg_tui.widgets.window import Window

Answer = Callable[[list[Line]], None]
Step = tuple[str, int]

MOVES = st.one_of(
    st.tuples(st.just("move"), st.sampled_from([1, -1, 3, -3, 40, -40])),
    st.tuples(st.just("page"), st.sampled_from([1, -1])),
    st.tuples(st.sampled_from(["first", "last", "last of total"]), st.just(0)),
)
KEEP = st.just(("keep", 0))
RESIZE = st.tuples(st.just("resize"), st.integers(1, 40))
ANSWER = st.just(("answer", 0))
JOURNEYS = st.lists(st.one_of(MOVES, MOVES, KEEP), max_size=40)
LENGTHS = st.one_of(st.integers(0, 90), st.integers(0, 500))
HEIGHTS = st.integers(1, 40)


class Shelf:
    """A list of lines with gaps between the positions; what is asked may be answered later."""

    def __init__(self, length: int, *, at_once: bool) -> None:
        self.lines = [
            Line(3 * number + 1, 0, number, f"Zeile {number}", "", "", "")
            for number in range(length)
        ]
        self.at_once = at_once
        self.asked: list[Callable[[], None]] = []

    def __call__(
        self, answer: Answer, limit: int, *, after: int | None = None, before: int | None = None
    ) -> None:
        if before is not None:
            found = [line for line in self.lines if line.position < before][-limit:]
        else:
            found = [line for line in self.lines if after is None or line.position > after]
            found = found[:limit]
        if self.at_once:
            answer(list(found))
        else:
            self.asked.append(lambda: answer(list(found)))


class Bridged(Shelf):
    """Answers later, the way the bridge does it: only the newest question is answered."""

    def __init__(self, length: int) -> None:
        super().__init__(length, at_once=False)

    def __call__(self, answer: Answer, limit: int, **where: Any) -> None:
        self.asked.clear()
        super().__call__(answer, limit, **where)

    def answer(self) -> None:
        """Answer what is open, and what is asked because of it."""
        while self.asked:
            self.asked.pop(0)()


def opened(shelf: Shelf, height: int) -> Window:
    window = Window(shelf, lambda: None)
    window.resize(height)
    window.first()
    return window


def go(window: Window, step: Step, total: int) -> None:
    name, amount = step
    match name:
        case "keep":
            if window.current is not None:
                window.keep(window.current.position)
        case "last of total":
            window.last(total)
        case "first" | "last":
            getattr(window, name)()
        case _:
            getattr(window, name)(amount)


def landing(cursor: int, step: Step, total: int, height: int) -> int:
    """Where the cursor of a plain list is after a step."""
    name, amount = step
    match name:
        case "move":
            cursor += amount
        case "page":
            cursor += amount * height
        case "first":
            cursor = 0
        case "last" | "last of total":
            cursor = total - 1
    return max(0, min(cursor, total - 1))


def assert_shows(window: Window, shelf: Shelf) -> None:
    """What is visible is a piece of the list, as much as fits, with the cursor in it."""
    visible = window.lines[window.top : window.top + window.height]
    assert len(visible) == min(window.height, len(shelf.lines))
    if not shelf.lines:
        assert window.current is None
        return
    begin = shelf.lines.index(window.lines[0])
    assert window.lines == shelf.lines[begin : begin + len(window.lines)]
    assert window.current in visible
    assert window.offset in (None, begin)
    assert window.number in (None, begin + window.cursor + 1)


@settings(max_examples=60)
@given(LENGTHS, HEIGHTS, JOURNEYS)
def test_it_shows_what_the_list_holds(length: int, height: int, journey: list[Step]) -> None:
    shelf = Shelf(length, at_once=True)
    window = opened(shelf, height)
    assert_shows(window, shelf)
    cursor = 0
    for step in journey:
        go(window, step, length)
        cursor = landing(cursor, step, length, window.height)
        assert_shows(window, shelf)
        if length:
            assert window.current == shelf.lines[cursor]


@settings(max_examples=50)
@given(LENGTHS, HEIGHTS, JOURNEYS)
def test_the_number_is_known_from_the_beginning_and_from_a_counted_end(
    length: int, height: int, journey: list[Step]
) -> None:
    shelf = Shelf(length, at_once=True)
    window = opened(shelf, height)
    for step in journey:
        go(window, ("last of total", 0) if step[0] == "last" else step, length)
        if length:
            assert window.number is not None
            assert shelf.lines[window.number - 1] == window.current


@settings(max_examples=50)
@given(LENGTHS, HEIGHTS, JOURNEYS)
def test_a_slow_store_shows_the_same_once_it_has_answered(
    length: int, height: int, journey: list[Step]
) -> None:
    shelf = Bridged(length)
    window = opened(shelf, height)
    shelf.answer()
    cursor = 0
    for step in journey:
        go(window, step, length)
        cursor = landing(cursor, step, length, window.height)
        shelf.answer()
        assert_shows(window, shelf)
        if length:
            assert window.current == shelf.lines[cursor]


@settings(max_examples=50)
@given(LENGTHS, HEIGHTS, st.lists(st.one_of(MOVES, RESIZE), max_size=30))
def test_any_change_of_size_fills_the_window(length: int, height: int, journey: list[Step]) -> None:
    shelf = Shelf(length, at_once=True)
    window = opened(shelf, height)
    for step in journey:
        go(window, step, length)
        assert_shows(window, shelf)


@settings(max_examples=50)
@given(LENGTHS, HEIGHTS, st.lists(st.one_of(MOVES, ANSWER), max_size=40))
def test_keys_faster_than_the_store_leave_a_piece_of_the_list(
    length: int, height: int, journey: list[Step]
) -> None:
    shelf = Bridged(length)
    window = opened(shelf, height)
    shelf.answer()
    for step in journey:
        if step == ("answer", 0):
            shelf.answer()
        else:
            go(window, step, length)
    shelf.answer()
    assert_shows(window, shelf)


def test_a_key_while_the_list_is_read_anew_does_not_shift_the_numbers() -> None:
    shelf = Bridged(200)
    window = opened(shelf, 10)
    shelf.answer()
    for _ in range(6):
        window.page(1)
        shelf.answer()
    window.keep(shelf.lines[60].position)
    window.move(3)
    shelf.answer()
    assert_shows(window, shelf)


def test_no_press_of_the_down_key_is_lost_while_the_store_answers() -> None:
    shelf = Bridged(500)
    window = opened(shelf, 20)
    shelf.answer()
    for _ in range(60):
        window.move(1)
    shelf.answer()
    assert window.current == shelf.lines[60]


def test_moving_on_before_a_new_search_is_answered_does_not_mix_two_lists() -> None:
    shelf = Bridged(100)
    window = opened(shelf, 20)
    shelf.answer()
    window.move(39)
    narrowed = [line for line in shelf.lines if line.record_id % 7 == 0]
    shelf.lines = narrowed
    window.first()
    window.move(1)
    shelf.answer()
    assert_shows(window, shelf)


@pytest.mark.parametrize("gone", ["before", "at", "behind"])
def test_reading_anew_stays_on_the_line_when_others_have_gone(gone: str) -> None:
    shelf = Shelf(100, at_once=True)
    window = opened(shelf, 20)
    window.move(50)
    position = shelf.lines[50].position
    del shelf.lines[{"before": 10, "at": 50, "behind": 51}[gone]]
    window.keep(position)
    assert window.current == next(line for line in shelf.lines if line.position >= position)
    visible = window.lines[window.top : window.top + window.height]
    assert window.current in visible
    assert window.number in (None, shelf.lines.index(window.current) + 1)


def test_it_keeps_a_few_pages_whatever_the_length() -> None:
    shelf = Shelf(5_000, at_once=True)
    window = opened(shelf, 20)
    for _ in range(4_000):
        window.move(1)
    assert window.number == 4_001
    assert len(window.lines) <= 10 * window.height
    for _ in range(4_000):
        window.move(-1)
    assert window.number == 1
    assert len(window.lines) <= 10 * window.height


def test_growing_at_the_end_of_the_list_fills_the_window() -> None:
    shelf = Shelf(200, at_once=True)
    window = opened(shelf, 5)
    window.last(200)
    window.resize(40)
    assert_shows(window, shelf)
