"""What is pasted into a mail: two plain lines that name their source and their day."""

import unicodedata
from datetime import date

import pytest

from db.tables import ServiceBundle, Source
from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import AccountState
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.place.answers import (
    account_answer,
    bundle_answer,
    bundle_source,
    number_answer,
)
from ozg_tui.desk.place.card import card
from ozg_tui.desk.place.parts import Account, BundleLine, Person, Reach
from ozg_tui.rules.verdict import Check
from tests.kit import hostile
from tests.kit.desks import TODAY

SLIDES = "Folien OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021"


def test_the_funding_account_is_answered_with_its_rule(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    BOOKINGS.save(desk, BookingInput.model_validate({"organisation_id": ahnatal, "module": 1}))
    first, second, *others = card(desk, ahnatal, TODAY).account
    assert account_answer("Ahnatal", first, TODAY).splitlines() == [
        f"Nach {SLIDES}: Ahnatal, {first.label}: belegt, B1 (Modul 1).",
        "Jede Förderquelle trägt je Kommune höchstens 1 Beratung. Eine stornierte oder abgelehnte "
        "Buchung gibt den Platz frei. Stand 01.06.2021.",
    ]
    free = account_answer("Ahnatal", second, TODAY)
    assert f"Ahnatal, {second.label}: frei, {second.detail}." in free
    for line in others:
        assert len(account_answer("Ahnatal", line, TODAY).splitlines()) == 2
    late = date(2030, 1, 1)
    passed = card(desk, ahnatal, late).account[1]
    assert "abgelaufen" in account_answer("Ahnatal", passed, late)
    assert "Stand 01.01.2030" in account_answer("Ahnatal", passed, late)


def test_a_line_without_a_rule_names_the_desk() -> None:
    line = Account("IKZ", AccountState.OFFEN, "IKZ-0014 beim Landkreis", None, "IKZ-0014", ())
    assert account_answer("Musterstadt", line, TODAY) == (
        "Musterstadt, IKZ: offen, IKZ-0014 beim Landkreis.\n"
        "Quelle: Angaben der OZG-Koordinierungsstelle, Stand 01.06.2021."
    )


@pytest.mark.parametrize(
    ("confirmed_on", "historic_on", "since"),
    [
        (date(2021, 3, 2), None, "bestätigt am 02.03.2021"),
        (None, None, "nicht bestätigt"),
        (date(2021, 3, 2), date(2020, 1, 1), "Stand 01.01.2020, nicht mehr aktuell"),
    ],
)
def test_a_number_is_answered_with_its_confirmation(confirmed_on, historic_on, since) -> None:
    reach = Reach("Durchwahl", "069 90009-117", confirmed_on)
    person = Person(1, "Erika Beispiel", ("Digitalisierung", "IT"), (reach,), (), True, historic_on)
    assert number_answer("Musterstadt", person, reach, TODAY) == (
        "Erika Beispiel (Digitalisierung, IT), Musterstadt: Durchwahl 069 90009-117.\n"
        f"Quelle: Angaben der OZG-Koordinierungsstelle, {since}; Auskunft vom 01.06.2021."
    )


def bundle(**values: object) -> BundleLine:
    known = {"id": 1, "name": "Ehe", "efa": True, "months": ("2021-02", "2021-03"), "live": 1}
    known |= {"in_finder": 1, "services": 2, "stated": 1, "step": None}
    return BundleLine(**(known | values))


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        (
            bundle(),
            "Ehe (EfA) verfügbar seit 02/2021, 03/2021.",
            "In Helsa 1 von 2 Leistungen live, 1 im Hessen-Finder, Stand 01.06.2021.",
        ),
        (
            bundle(efa=False, months=(), live=0, services=1),
            "Ehe ohne Angabe, seit wann verfügbar.",
            "In Helsa 0 von 1 Leistung live, Stand 01.06.2021.",
        ),
        (
            bundle(live=0, stated=0),
            "Ehe (EfA) verfügbar seit 02/2021, 03/2021.",
            "In Helsa keine Angabe zu 2 Leistungen, Stand 01.06.2021.",
        ),
        (
            bundle(services=0, live=0),
            "Ehe (EfA) verfügbar seit 02/2021, 03/2021.",
            "Helsa ist nicht zuständig, Stand 01.06.2021.",
        ),
    ],
)
def test_a_bundle_is_answered_with_how_far_the_kommune_is(line, first, second) -> None:
    assert bundle_answer("Helsa", line, "Folien", TODAY) == f"Nach Folien: {first}\n{second}"


def test_the_source_of_a_bundle_is_named_in_full(desk: Desk) -> None:
    with desk.store.writing("saat") as session:
        session.add(
            Source(code="S2", title="Folien", publisher="HMdIS", published_on=date(2021, 5, 19))
        )
        session.add(ServiceBundle(code="ehe", position=1, name="Ehe", source_code="S2"))
        session.add(ServiceBundle(code="eigen", position=2, name="Eigen"))
    assert bundle_source(desk, 1) == "Folien, HMdIS, 19.05.2021"
    assert bundle_source(desk, 2) == "Angaben der OZG-Koordinierungsstelle"


def test_no_answer_carries_a_control_character() -> None:
    for text in (*hostile.ALL, hostile.NUL_TEXT):
        reach = Reach(text, text, None)
        person = Person(1, text, (text,), (reach,), (), False, None)
        check = Check(code=text, state=State.failed, title=text, text=text, source=text, value=text)
        line = Account(text, AccountState.FREI, text, None, text, (check,))
        for answer in (
            number_answer(text, person, reach, TODAY),
            account_answer(text, line, TODAY),
            account_answer(text, line._replace(checks=()), TODAY),
            bundle_answer(text, bundle(name=text), text, TODAY),
        ):
            first, second = answer.split("\n")
            hidden = {unicodedata.category(each) for each in first + second if each != "\u200d"}
            assert not hidden & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
