"""The list of IKZ applications, one of them in detail, and its Vermerk, on both databases."""

from datetime import date

import pytest

from db.errors import NotFoundError
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.detail import application_detail
from ozg_tui.desk.ikz.list import listed_applications
from ozg_tui.desk.ikz.papers.keep import memo_of
from ozg_tui.rules.ikz.judge import Result
from tests.kit.applications import application, participants


def test_the_list_is_judged_on_the_day_that_is_asked_for(desk: Desk) -> None:
    APPLICATIONS.save(desk, application(desk))
    rows = [*participants(desk, "Niestetal", "Kaufungen"), *participants(desk, "Helsa")]
    rows[2] |= {"role": "partner", "resolution": "open", "session_on": None}
    APPLICATIONS.save(desk, application(desk, participants=rows, station="district"))
    whole, lacking = listed_applications(desk)
    assert (whole.number, whole.lead, whole.missing) == ("IKZ-0001", "Niestetal", ())
    assert (whole.result, whole.obstacle) == (Result.eligible, "Prüfung vollständig")
    assert (lacking.missing, lacking.obstacle) == (("Helsa",), "Beschluss fehlt")
    assert listed_applications(desk, [Station.DISTRICT]) == (lacking,)
    assert listed_applications(desk, []) == ()
    earlier, _ = listed_applications(desk, on=date(2021, 2, 1))
    assert earlier.result is Result.open
    assert len(earlier.missing) == 4
    assert earlier.determination != whole.determination


def test_what_is_owed_begins_with_the_grant(desk: Desk) -> None:
    owed = {"obligations": [{"kind": "report", "what": "Zwischenstand"}]}
    waiting = APPLICATIONS.save(desk, application(desk, station="ministry", **owed))
    running = APPLICATIONS.save(desk, application(desk, station="running", **owed))
    assert application_detail(desk, waiting.id).obligations == ()
    found = application_detail(desk, running.id)
    assert [each.code for each in found.obligations] == ["proof", "report"]
    assert found.obligations[0].due_on == date(2027, 1, 1)
    for stored in (waiting, running):
        told = "\n".join(memo_of(desk, stored.id).texts())
        assert told.count("Zwischenstand") == 1
    with pytest.raises(NotFoundError):
        application_detail(desk, 9_999)


def test_a_step_is_told_with_its_day_and_actor(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk, station="idea"))
    moved = stored.value.model_copy(update={"station": Station.CONSULTING})
    APPLICATIONS.save(desk, moved, stored)
    found = application_detail(desk, stored.id)
    (step,) = found.steps
    assert (step.start, step.end, step.on, step.by) == ("idea", "consulting", desk.today(), "probe")
    assert found.station_since == desk.today()
