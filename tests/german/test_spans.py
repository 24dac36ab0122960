"""How long something has been, as people say it."""

import pytest

from ozg_tui.german.spans import since


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "0 Tagen"),
        (1, "1 Tag"),
        (2, "2 Tagen"),
        (11, "11 Tagen"),
        (41, "41 Tagen"),
        (99, "99 Tagen"),
        (100, "über drei Monaten"),
        (122, "vier Monaten"),
        (365, "zwölf Monaten"),
        (700, "23 Monaten"),
        (731, "zwei Jahren"),
        (1_000, "über zwei Jahren"),
        (1_431, "fast vier Jahren"),
        (5_000, "über 13 Jahren"),
    ],
)
def test_a_span_is_told_exactly_while_days_matter(days, told):
    assert since(days) == told
