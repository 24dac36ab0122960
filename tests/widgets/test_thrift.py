"""Frames in fewer bytes: what a terminal shows stays the same."""

from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.seams.thrift import Thrift
from tests.kit.cells import shown

STYLES = ("", "1", "7", "38;5;252;48;5;233", "1;38;5;252;48;5;233", "38;5;117;48;5;233", "31;44")
SEGMENT = st.tuples(st.sampled_from(STYLES), st.text("ab ─ü", min_size=1, max_size=4))
LINE = st.tuples(
    st.integers(1, 4), st.sampled_from((1, 1, 1, 5)), st.lists(SEGMENT, min_size=1, max_size=2)
)
FRAMES = st.lists(st.lists(LINE, min_size=1, max_size=5), min_size=1, max_size=4)


def written(lines: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """A frame as Textual writes it: each piece coloured from nothing, then the cursor."""
    written = ""
    for row, column, segments in sorted(lines, key=lambda line: line[:2]):
        painted = (f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in segments)
        # Behind each row but the last one Textual breaks the line.
        between = "\n" if written and f"\x1b[{row};" not in written else ""
        written += f"{between}\x1b[{row};{column}H{''.join(painted)}"
    return written + "\x1b[2;3H"


@given(FRAMES)
def test_the_same_cells_and_the_same_cursor(frames):
    thrift = Thrift()
    plain = [written(lines) for lines in frames]
    short = [thrift.shortened(data) for data in plain]
    assert shown(*short) == shown(*plain)
    assert all(len(one) <= len(other) + 4 for one, other in zip(short, plain, strict=True))


def test_colours_are_changed_only_where_they_differ():
    grey = "38;5;252;48;5;233"
    data = f"\x1b[1;1H\x1b[{grey}mab\x1b[0m\x1b[{grey}mc\x1b[0m\x1b[1;{grey}md\x1b[0m\x1b[2;1H"
    assert Thrift().shortened(data) == f"\x1b[1;1H\x1b[{grey}mabc\x1b[1md\x1b[2;1H\x1b[m"


def test_a_line_that_stands_there_is_not_written_again_unless_it_is_forgotten():
    thrift, frame = Thrift(), "\x1b[1;1Hoben\n\x1b[2;1Hunten\x1b[1;1H"
    assert "oben" in thrift.shortened(frame)
    assert thrift.shortened(frame) == "\x1b[1;1H"
    thrift.shortened("\x1b[1;3HXX\x1b[1;1H")
    assert "oben" in thrift.shortened(frame)
    thrift.shortened("\x1b[?1049h")
    assert "unten" in thrift.shortened(frame)
    thrift.forget()
    assert "unten" in thrift.shortened(frame)


def test_of_a_line_that_stands_there_only_what_differs_is_written():
    thrift = Thrift()
    thrift.shortened("\x1b[1;1Heins        gleich        alt\n\x1b[2;1Hzwei\x1b[1;1H")
    frame = "\x1b[1;1Heins        gleich        neu\n\x1b[2;1Hdrei\x1b[1;1H"
    assert thrift.shortened(frame) == "\x1b[1;27Hneu\r\ndr\x1b[1;1H"
