"""The bundles of the source, and what staff may change about them."""

import pytest
from pydantic import ValidationError

from db.tables import Rollout, Service
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.services.bundles import SERVICES, BundleInput, bundles, service_title
from ozg_tui.messages import sentence
from tests.kit.seeded import seeded_desk


@pytest.fixture
def facts(stores):
    with seeded_desk(stores) as desk:
        yield desk


def bundle(desk, name):
    return next(each for each in bundles(desk) if each.name == name)


def test_17_bundles_hold_70_services_in_source_order(facts):
    found = bundles(facts)
    assert (len(found), sum(len(each.services) for each in found)) == (17, 70)
    assert [found[0].name, found[-1].name] == [
        "Abfallwirtschaft",
        "Genehmigung Leitungsverlegung nach § 68",
    ]
    assert [each.efa for each in found if "Abgaben" in each.name] == [True, False]
    assert bundle(facts, "Jugendamt").months == ("2019-11", "2020-01", "2020-10")


def test_a_service_without_a_name_says_so(facts):
    third = bundle(facts, "Mängelmelder").services[2]
    assert third[1:4] == (3, "Leistung 3 von 13, Name offen", False)
    assert service_title(3, 13, "Schlagloch melden") == "Schlagloch melden"


def test_months_are_read_in_both_spellings_and_sorted(facts):
    stored = SERVICES.read(facts, bundle(facts, "Soziales").id)
    value = BundleInput(name="Soziales", months="2021-03, 6/2020 06/2020", note="geprüft")
    SERVICES.save(facts, value, stored)
    assert bundle(facts, "Soziales").months == ("2020-06", "2021-03")
    assert SERVICES.read(facts, stored.id).value == BundleInput(
        name="Soziales", months="06/2020, 03/2021", note="geprüft"
    )


@pytest.mark.parametrize("typed", ["13/2020", "00/2020", "Juni", "06/1999", "2020-6-1"])
def test_what_is_no_month_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        BundleInput(name="x", months=typed)
    assert "ist kein Monat" in sentence(refused.value.errors()[0])


def test_a_new_bundle_comes_last_and_is_found(facts):
    SERVICES.save(facts, BundleInput(name="Hundesteuer", efa="ja"))
    assert bundles(facts)[-1].name == "Hundesteuer"
    assert any(hit.title == "Hundesteuer" for hit in find(facts, "hundest").hits)


def test_the_detail_view_shows_where_a_service_is_live(facts):
    number = bundle(facts, "Ehe Online").id
    head, to_do, services = SERVICES.view(facts, number)[1]
    assert dict(head.rows)["Quelle"].endswith("Innern und für Sport, 19.05.2021, Stand 17.05.2021")
    assert "im OZG-Dashboard den Prozess wählen" in to_do.rows[0][1]
    assert services.rows == (("2", "Die Quelle nennt ihre Zahl, nicht ihre Namen."),)
    with facts.store.writing("Test") as session:
        (first, second) = session.query(Service).filter_by(bundle_id=number).all()
        for name, state in (("06633020", "live"), ("06415000", "live"), ("06411000", "test")):
            session.add(
                Rollout(
                    organisation_id=find_municipality(facts, name),
                    service_id=first.id,
                    state=state,
                )
            )
        assert second.number == 2
    _, sections = SERVICES.view(facts, number)
    assert sections[-1].rows == (("1", "Hanau, Niestetal"),)
    assert sections[2].rows[0][1].endswith("(2 Kommunen live)")
    assert sections[2].rows[1][1].endswith("(0 Kommunen live)")
