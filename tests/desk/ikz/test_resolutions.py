"""A council has decided: recorded by itself, by the rules of the form."""

from datetime import date

import pytest

from db.errors import NotFoundError, RefusedError
from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.resolutions import awaited, resolve
from tests.kit.applications import FOUR, application, participants
from tests.kit.desks import TODAY


@pytest.fixture
def waiting(desk: Desk) -> int:
    """Two of four have resolved."""
    rows = participants(desk, *FOUR)
    rows[1]["resolution"] = rows[2]["resolution"] = "open"
    rows[1]["session_on"] = rows[2]["session_on"] = None
    return APPLICATIONS.save(desk, application(desk, participants=rows, applied_on=None)).id


def test_what_a_council_decided_is_kept_and_what_is_left_is_told(desk: Desk, waiting: int) -> None:
    first, second = awaited(desk, "application", waiting)
    assert (first.municipality, first.body, first.status) == (
        FOUR[1],
        "Gemeindevertretung",
        "offen",
    )
    assert awaited(desk, "organisation", find_municipality(desk, FOUR[1])) == (first,)
    said = resolve(desk, first, ResolutionStatus.PASSED, date(2021, 5, 20), "21/7")
    assert said == f"{FOUR[1]}: gefasst am 20.05.2021 (IKZ-0001). Es fehlt noch einer."
    kept = APPLICATIONS.read(desk, waiting).value.participants[1]
    assert (kept.resolution, kept.session_on, kept.printed_matter) == (
        ResolutionStatus.PASSED,
        date(2021, 5, 20),
        "21/7",
    )
    said = resolve(desk, second, ResolutionStatus.ADJOURNED, TODAY)
    assert said.endswith("vertagt am 01.06.2021 (IKZ-0001). Es fehlt noch einer.")


def test_the_rules_of_the_form_hold(desk: Desk, waiting: int) -> None:
    first = awaited(desk, "application", waiting)[0]
    with pytest.raises(RefusedError, match="liegt in der Zukunft"):
        resolve(desk, first, ResolutionStatus.PASSED, date(2021, 6, 2))
    with pytest.raises(NotFoundError, match="nicht mehr beteiligt"):
        resolve(desk, first._replace(organisation_id=99), ResolutionStatus.PASSED, TODAY)
