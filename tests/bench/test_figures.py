"""The arithmetic of the benchmark; the benchmark itself runs by `python -m tests.bench.speed`."""

import pytest

from tests.bench.figures import Limit, Round, all_of, percentile


def one(**samples: list[float]) -> Round:
    return Round(list, samples)


def test_percentile() -> None:
    assert percentile([7], 0.95) == 7
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([1, 2], 0.5) == 1.5
    assert percentile(range(101), 0.95) == pytest.approx(95)


def test_a_slow_phase_of_the_machine_does_not_change_the_ratio() -> None:
    quiet = one(ours=[20.0, 22.0, 21.0], hello=[10.0])
    busy = one(ours=[63.0], hello=[30.0, 29.0, 31.0])
    assert Limit("ours", "hello", 1).ratio([quiet, busy, quiet]) == pytest.approx(2.1)


def test_what_is_allowed_on_top_is_taken_off_before_the_ratio() -> None:
    rounds = [one(ours=[130.0], hello=[100.0])]
    assert Limit("ours", "hello", 1, plus=10).ratio(rounds) == pytest.approx(1.2)


def test_rounds_without_both_sides_say_nothing() -> None:
    lonely = [one(ours=[99.0]), one(hello=[1.0])]
    assert Limit("ours", "hello", 1).ratio(lonely) == float("inf")
    assert all_of(lonely, "ours") == [99.0]
