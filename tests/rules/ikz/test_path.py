from datetime import date
from itertools import pairwise

import pytest

from ozg_tui.codes.ikz import CORRECTIONS, ENDED_STATIONS, PERMITTED, WAY, ParticipantRole, Station
from ozg_tui.rules.ikz.path import next_steps, step, way_back
from ozg_tui.rules.ikz.progress import Payment, Progress
from ozg_tui.rules.ikz.route import Route, Traveller, route
from ozg_tui.rules.ikz.station import days_since, who_acts

TODAY = date(2022, 3, 1)
THROUGH_ALL = Route(
    stations=(Station.DISTRICT, Station.REGIONAL_COUNCIL, Station.MINISTRY),
    lead="Niestetal",
    authority="Landrat (Landkreis Kassel)",
)
STRAIGHT_TO_RP = Route(
    stations=(Station.REGIONAL_COUNCIL, Station.MINISTRY),
    lead="Landkreis Gießen",
    authority="Regierungspräsidium Gießen",
)
GOOD = {
    "councils": 4,
    "resolutions": 4,
    "copies": 4,
    "signed_on": date(2021, 12, 1),
    "signed_by_all": True,
    "applied_on": date(2022, 1, 15),
    "route": THROUGH_ALL,
    "left": Station.DISTRICT,
    "notice_on": date(2022, 2, 20),
    "granted_cents": 10_000_000,
    "payments": (
        Payment(day=date(2022, 2, 25), cents=4_000_000),
        Payment(day=date(2022, 2, 28), cents=6_000_000),
    ),
    "term_start": date(2022, 1, 1),
    "term_end": date(2026, 12, 31),
    "proof_due_on": date(2027, 1, 1),
}
MAIN_LINE = (
    "idea", "consulting", "resolutions", "agreement", "submitted", "district",
    "regional_council", "ministry", "approved", "paid", "running",
)  # fmt: skip


def progress(**changes):
    return Progress(**GOOD | changes)


def reason(here, there, on=TODAY, **changes):
    return step(progress(**changes), here, there, on).reason


# The steps as data


def test_every_station_is_reached_and_only_the_ends_lead_nowhere():
    reached, ahead = set(), {Station.IDEA}
    while ahead:
        reached |= ahead
        ahead = {there for here, there in PERMITTED if here in reached} - reached
    assert reached == set(Station)
    ends = set(Station) - {here for here, _ in PERMITTED}
    assert ends == set(ENDED_STATIONS)


def test_every_step_forward_can_be_taken_back_and_none_is_both():
    assert not PERMITTED & CORRECTIONS
    both = PERMITTED | CORRECTIONS
    assert all((there, here) in both for here, there in PERMITTED)


@pytest.mark.parametrize("station", Station)
def test_every_step_comes_with_its_condition_and_source(station):
    steps = next_steps(progress(), station, TODAY)
    assert len(steps) == sum(here is station for here, _ in PERMITTED | CORRECTIONS)
    for each in steps:
        assert each.condition.endswith(".") and each.source and each.label
        assert each.is_possible is (each.reason == "")


# The way through


def test_a_complete_application_goes_all_the_way():
    for here, there in pairwise(MAIN_LINE):
        assert reason(here, there) == "", (here, there)
    after_the_term = date(2027, 2, 1)
    received = {"proof_received_on": date(2027, 1, 20)}
    assert reason("running", "proof", after_the_term) == ""
    assert reason("proof", "closed", after_the_term, **received) == ""


def test_a_step_may_be_asked_for_that_the_path_does_not_know():
    said = reason("idea", "approved")
    assert said.startswith("Von »Idee« führt kein Schritt zu »bewilligt«. Möglich sind: »Beratung«")
    assert reason("rejected", "paid") == "»abgelehnt« ist das Ende des Weges."
    assert reason("idea", "idea") == "Der Antrag steht schon auf »Idee«."


@pytest.mark.parametrize(
    ("here", "there", "changes", "said"),
    [
        ("consulting", "resolutions", {"councils": 1}, "fehlen beteiligte Kommunen"),
        ("resolutions", "agreement", {"resolutions": 3},
         "3 von 4 Gremien haben beschlossen, es fehlt 1 Beschluss."),
        ("resolutions", "agreement", {"resolutions": 1}, "es fehlen 3 Beschlüsse"),
        ("agreement", "submitted", {"resolutions": 3}, "es fehlt 1 Beschluss"),
        ("agreement", "submitted", {"signed_on": None}, "wann die Vereinbarung unterzeichnet"),
        ("agreement", "submitted", {"signed_on": date(2022, 3, 2)}, "erst am 02.03.2022"),
        ("agreement", "submitted", {"signed_by_all": None}, "dass alle Kommunen"),
        ("agreement", "submitted", {"applied_on": None}, "von wann der Antrag ist"),
        ("agreement", "submitted", {"applied_on": date(2022, 3, 2)}, "auf den 02.03.2022"),
        ("submitted", "ministry", {}, "Auf dem Dienstweg kommt vorher »beim Landkreis«."),
        ("submitted", "district", {"route": STRAIGHT_TO_RP},
         "»beim Landkreis« liegt nicht auf dem Dienstweg von Landkreis Gießen "
         "(Kommunalaufsicht: Regierungspräsidium Gießen)."),
        ("submitted", "district", {"route": Route(problem="Keine federführend.")},
         "Keine federführend."),
        ("ministry", "approved", {"granted_cents": None}, "wie viel der Bescheid bewilligt"),
        ("ministry", "approved", {"notice_on": None}, "von wann der Bescheid ist"),
        ("ministry", "rejected", {"notice_on": date(2022, 3, 2)}, "auf den 02.03.2022 datiert"),
        ("ministry", "approved", {"notice_on": date(2022, 1, 14)}, "älter als der Antrag"),
        ("approved", "paid", {"payments": GOOD["payments"][:1]},
         "Ausgezahlt sind 40.000,00 EUR von 100.000,00 EUR, es fehlen 60.000,00 EUR."),
        ("approved", "paid", {"granted_cents": 9_999_999}, "bewilligt aber nur 99.999,99 EUR"),
        ("approved", "withdrawn", {}, "100.000,00 EUR sind schon ausgezahlt"),
        ("paid", "running", {"term_start": None}, "wann die Laufzeit beginnt"),
        ("paid", "running", {"term_start": date(2022, 3, 2)}, "erst am 02.03.2022"),
        ("running", "proof", {}, "Der Nachweis ist erst am 01.01.2027 fällig."),
        ("running", "proof", {"proof_due_on": None}, "bis wann die Einsparung nachzuweisen ist"),
        ("proof", "closed", {}, "Die Laufzeit geht noch bis zum 31.12.2026."),
        ("proof", "closed", {"term_end": date(2022, 2, 28)}, "noch nicht eingegangen"),
        ("proof", "running", {"term_end": date(2022, 2, 28)}, "am 28.02.2022 abgelaufen"),
    ],
)  # fmt: skip
def test_what_is_not_possible_says_why(here, there, changes, said):
    assert said in reason(here, there, **changes)


def test_what_is_fulfilled_on_the_day_itself_counts():
    assert reason("agreement", "submitted", signed_on=TODAY, applied_on=TODAY) == ""
    assert reason("ministry", "approved", notice_on=TODAY) == ""
    assert reason("paid", "running", term_start=TODAY) == ""
    assert reason("running", "proof", proof_due_on=TODAY) == ""
    assert reason("proof", "closed", term_end=TODAY, proof_received_on=TODAY) != ""
    assert reason("proof", "running", term_end=TODAY) == ""


def test_a_payment_of_tomorrow_is_not_paid_yet():
    late = (Payment(day=date(2022, 3, 2), cents=10_000_000),)
    assert "es fehlen 100.000,00 EUR" in reason("approved", "paid", payments=late)
    assert reason("approved", "withdrawn", payments=late) == ""
    assert reason("approved", "paid", on=date(2022, 3, 2), payments=late) == ""


def test_an_incomplete_application_returns_where_it_came_from():
    for station in WAY:
        assert reason(station, "incomplete") == ""
    assert reason("incomplete", "district") == ""
    assert "dahin, woher der Antrag kam: »beim Landkreis«" in reason("incomplete", "ministry")
    assert "nicht festgehalten" in reason("incomplete", "district", left=None)


def test_missing_copies_and_a_younger_agreement_are_hints_and_stop_nothing():
    submitted = step(
        progress(copies=2, applied_on=date(2021, 11, 30)), "agreement", "submitted", TODAY
    )
    assert submitted.is_possible
    assert submitted.hints == (
        "Von 2 Beschlüssen fehlt die Kopie; sie gehört zum Antrag.",
        "Der Antrag ist vom 30.11.2021, die Vereinbarung erst vom 01.12.2021; "
        "sie gehört zum Antrag.",
    )


def test_an_error_is_corrected_along_the_route():
    assert reason("ministry", "regional_council") == ""
    assert "davor »beim Landkreis«" in reason("regional_council", "submitted")
    assert reason("regional_council", "submitted", route=STRAIGHT_TO_RP) == ""
    assert reason("approved", "ministry") == ""
    assert reason("withdrawn", "district") == ""
    assert "»beim Landkreis«" in reason("withdrawn", "idea")


# The Dienstweg


def traveller(places, key, role=ParticipantRole.PARTNER, district=""):
    place = places[key]
    return Traveller(name=place.latest.name, place=place, role=role, district=district)


@pytest.mark.parametrize(
    ("key", "stations"),
    [
        ("06633020", ("district", "regional_council", "ministry")),
        ("06636004", ("district", "regional_council", "ministry")),
        ("06534014", ("regional_council", "ministry")),
        ("06411000", ("regional_council", "ministry")),
        ("06531", ("regional_council", "ministry")),
        ("06412000", ("ministry",)),
    ],
)
def test_the_way_follows_from_the_supervision_of_the_lead(places, key, stations):
    found = route([traveller(places, key, ParticipantRole.LEAD)], TODAY)
    assert (found.stations, found.problem, found.hints) == (stations, "", ())


def test_hanau_goes_through_the_rp_before_and_after_it_left_the_district(places):
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        found = route([traveller(places, "06415000", ParticipantRole.LEAD)], day)
        assert found.stations == ("regional_council", "ministry")


def test_partners_of_another_district_are_named_and_the_assumption_too(places):
    found = route(
        [
            traveller(places, "06633020", ParticipantRole.LEAD, "Landkreis Kassel"),
            traveller(places, "06633015", district="Landkreis Kassel"),
            traveller(places, "06636004", district="Werra-Meißner-Kreis"),
        ],
        TODAY,
    )
    assert found.stations == ("district", "regional_council", "ministry")
    (hint,) = found.hints
    assert "Landrat (Werra-Meißner-Kreis)" in hint and "für Großalmerode" in hint
    assert "Kaufungen" not in hint
    assert "Angenommen ist der Weg der federführenden Kommune" in hint and "§ 136 HGO" in hint
    district = step(progress(route=found), "submitted", "district", TODAY)
    assert district.is_possible and district.hints == found.hints


def test_without_exactly_one_lead_there_is_no_way(places):
    nobody = route([traveller(places, "06633020")], TODAY)
    both = route(
        [traveller(places, key, ParticipantRole.LEAD) for key in ("06633020", "06633015")], TODAY
    )
    assert (nobody.stations, both.stations) == ((), ())
    assert "Keine Kommune ist als federführend" in nobody.problem
    assert "(Niestetal, Kaufungen)" in both.problem
    stray = route([traveller(places, "06633200", ParticipantRole.LEAD)], TODAY)
    assert stray.stations == () and "ist keine Kommune" in stray.problem


# Taking a step back


@pytest.mark.parametrize(("here", "there"), sorted(PERMITTED))
def test_every_step_can_be_taken_back_and_given_back(here, there):
    was = {"left": here if there in {Station.INCOMPLETE, Station.WITHDRAWN} else Station.DISTRICT}
    if here in WAY:
        # The Dienstweg on which the step was possible.
        between = WAY[WAY.index(here) + 1 : WAY.index(there)] if there in WAY else ()
        was["route"] = Route(stations=tuple(each for each in WAY[1:] if each not in between))
    assert way_back(progress(**was), there, here, TODAY).reason == ""


def test_who_takes_a_step_back_need_not_fulfil_the_path_where_it_leads_both_ways():
    over = {"term_end": date(2022, 2, 1)}
    assert "abgelaufen" in reason("proof", "running", **over)
    assert way_back(progress(**over), "proof", "running", TODAY).is_possible
    assert way_back(progress(left=None), "incomplete", "district", TODAY).is_possible
    # Where it is a step of the path again, its condition holds.
    assert (
        "wie viel" in way_back(progress(granted_cents=None), "ministry", "approved", TODAY).reason
    )
    assert "führt kein Schritt" in way_back(progress(), "idea", "paid", TODAY).reason


# How long


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, ""),
        (date(2022, 3, 1), "seit heute"),
        (date(2022, 2, 28), "seit 1 Tag"),
        (date(2022, 2, 1), "seit 28 Tagen"),
        (date(2022, 3, 2), "erst ab 02.03.2022"),
    ],
)
def test_how_long_an_application_has_waited(since, said):
    assert days_since(since, TODAY) == said


def test_who_has_to_act():
    assert who_acts("regional_council") == "das Regierungspräsidium"
    assert who_acts("closed") == ""
