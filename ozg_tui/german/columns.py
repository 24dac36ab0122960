"""Text in columns of a fixed width: for the terminal and for documents of 80 columns."""

import unicodedata
from collections.abc import Collection, Sequence
from itertools import zip_longest

_GAP = "  "
_LEAST_GAP = 1
_TAKES_NO_ROOM = frozenset({"Mn", "Me", "Mc", "Cf"})


def width(text: str) -> int:
    """How many columns a terminal uses for a text; on the screen Textual's own measure draws.

    For what German text is made of the two agree.
    """
    return len(text) if text.isascii() else sum(map(_width_of, text))


def _width_of(char: str) -> int:
    if unicodedata.category(char) in _TAKES_NO_ROOM:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, space: int) -> list[str]:
    """A text broken at blanks into lines of at most so many columns; too long words are cut."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, space):
            gap = 1 if lines[-1] else 0
            if width(lines[-1]) + gap + width(piece) > space:
                lines.append(piece)
            else:
                lines[-1] += " " * gap + piece
    return lines


def beside(label: str, text: str, label_width: int, room: int) -> list[str]:
    """A label with the text in the column beside it; what goes on stands below its beginning.

    Blanks within a line stay as they are where it need not be broken.
    """
    space = max(room - label_width, 1)
    labels = _broken(label, label_width - _LEAST_GAP)
    texts = [part for line in text.split("\n") for part in _broken(line, space)]
    return [
        (left + " " * (label_width - width(left)) + right).rstrip()
        for left, right in zip_longest(labels, texts, fillvalue="")
    ]


def _broken(line: str, space: int) -> list[str]:
    return [line] if width(line) <= space else wrap(line, max(space, 1))


def needed(rows: Sequence[Sequence[str]]) -> int:
    """The width at which a table can be laid out without cutting a word."""
    columns = list(zip(*rows, strict=True))
    return sum(map(_longest_word, columns)) + len(_GAP) * (len(columns) - 1)


def lay_out(
    rows: Sequence[Sequence[str]],
    room: int,
    heads: Sequence[str] = (),
    right: Collection[int] = (),
) -> list[str]:
    """The lines of a table; where a line is too short for all, the widest columns wrap.

    The columns at the places of `right` are numbers and stand at the right.

    Words are cut only where the longest ones do not fit beside each other.
    """
    above, below = lay_out_rows(rows, room, heads, right)
    return [*above, *(line for lines in below for line in lines)]


def lay_out_rows(
    rows: Sequence[Sequence[str]],
    room: int,
    heads: Sequence[str] = (),
    right: Collection[int] = (),
) -> tuple[list[str], list[list[str]]]:
    """As `lay_out`: the lines of the heads, and those of each row."""
    shown = [heads, *rows] if heads else list(rows)
    if not shown:
        return [], []
    count = max(map(len, shown))
    filled = [[*row, *[""] * (count - len(row))] for row in shown]
    widths = _widths(list(zip(*filled, strict=True)), room - len(_GAP) * (count - 1))
    laid = [_row(row, widths, right) for row in filled]
    if not heads:
        return [], laid
    return [*laid[0], _GAP.join("-" * each for each in widths)], laid[1:]


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    widths = [min(max(map(width, column)), room) for column in columns]
    least = [_longest_word(column) for column in columns]
    if sum(least) > room:
        least = [1] * len(columns)
    while sum(widths) > room:
        wide = [index for index, each in enumerate(widths) if each > least[index]]
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(column: Sequence[str]) -> int:
    return max((width(word) for cell in column for word in cell.split()), default=0)


def _row(cells: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    columns = [wrap(cell, space) for cell, space in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, columns))):
        parts = [column[index] if index < len(column) else "" for column in columns]
        line = _GAP.join(
            _placed(part, space, at_the_end=place in right)
            for place, (part, space) in enumerate(zip(parts, widths, strict=True))
        )
        lines.append(line.rstrip())
    return lines


def _placed(part: str, space: int, *, at_the_end: bool) -> str:
    padding = " " * (space - width(part))
    return padding + part if at_the_end else part + padding


def _pieces(word: str, space: int) -> list[str]:
    if width(word) <= space:
        return [word]
    pieces = [""]
    for char in word:
        if width(pieces[-1] + char) > space:
            pieces.append("")
        pieces[-1] += char
    return pieces
