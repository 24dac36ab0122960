"""What a Kommune lacks, with what its true neighbours have and the sentence for the telephone."""

from datetime import date

import pytest

from ozg_tui.codes.services import RolloutState as State
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.place.gaps import gaps
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.rules.services.measures import Share
from ozg_tui.rules.services.recording import Wish
from tests.kit.seeded import seeded_desk

DAY = date(2021, 6, 1)


@pytest.fixture
def desk(stores):
    with seeded_desk(stores) as desk:
        yield desk


def live(desk, target, *places):
    here = [find_municipality(desk, place) for place in places]
    services = find_target(desk, target).services
    cells = tuple(Cell(place, each.id) for place in here for each in services)
    record(desk, preview(desk, Order(cells, Wish(state=State.LIVE, since=DAY))))


def test_what_most_neighbours_have_comes_first_with_a_sentence(desk):
    live(desk, "Mängelmelder", "Vellmar", "Calden", "Zierenberg", "Kaufungen")
    live(desk, "Soziales", "Vellmar", "Ahnatal")
    found = gaps(desk, find_municipality(desk, "Ahnatal"), DAY)
    assert (found.name, found.complete, len(found.gaps)) == ("Ahnatal", 1, 16)
    first = found.gaps[0]
    assert first.title == "Mängelmelder"
    # Calden, Habichtswald, Kassel, Vellmar and Zierenberg border on Ahnatal.
    assert first.neighbours == Share(3, 5)
    assert first.district == Share(4, 27)
    assert first.size.whole == 10
    assert first.sentence == (
        "Mängelmelder ist live bei 3 von 5 Nachbarn (Calden, Vellmar und Zierenberg), in Ihrem "
        f"Kreis bei 4 von 27, bei {first.size.part} von 10 Kommunen Ihrer Größe (soweit erfasst)."
    )
    assert "im OZG-Dashboard den Prozess wählen" in first.step
    assert all(each.neighbours.part == 0 for each in found.gaps[1:])


def test_a_landkreis_is_compared_with_landkreise(desk):
    live(desk, "Waffenrechtliche Erlaubnisse", "06634", "06635")
    found = gaps(desk, find_municipality(desk, "06633"), DAY)
    assert found.gaps[0].title == "Waffenrechtliche Erlaubnisse"
    # The Landkreis Kassel borders on three Landkreise, and on the city of Kassel.
    assert found.gaps[0].neighbours == Share(2, 3)
    assert found.gaps[0].district is None


def test_where_no_border_is_known_the_sentence_leaves_neighbours_out(desk):
    found = gaps(desk, find_municipality(desk, "Reinhardshagen"), DAY)
    assert found.gaps[0].neighbours == Share(0, 0)
    assert "Nachbarn" not in found.gaps[0].sentence
    assert "in Ihrem Kreis bei 0 von 27" in found.gaps[0].sentence
