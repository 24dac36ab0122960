"""What a terminal shows after some bytes: its cells with their colours, and the cursor."""

import re

import pyte

Cells = tuple[list[object], tuple[int, int]]


def shown(*written: str, columns: int = 12, rows: int = 4) -> Cells:
    """The cells of a terminal of this size after all that was written."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.Stream(screen)
    for data in written:
        stream.feed(re.sub(r"\x1b\[\?2026[hl]", "", data))
    cells = [screen.buffer[row][column] for row in range(rows) for column in range(columns)]
    return list(cells), (screen.cursor.x, screen.cursor.y)
