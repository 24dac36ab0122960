"""The people of an organisation: in one order everywhere, and bounded however many there are."""

from datetime import date

import pytest

from db.tables import Contact, PhoneNumber
from ozg_tui.codes.register import NumberKind
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.place.card import card
from ozg_tui.desk.place.queries import PEOPLE_SHOWN
from ozg_tui.desk.register.confirmations import to_ask
from ozg_tui.desk.register.people import CONSIDERED, everybody
from tests.kit.seeded import seeded_desk

DAY = date(2021, 6, 1)
NAMES = ["de Maizière", "Müller", "Ölschläger", "Öz", "von der Heide", "Yılmaz", "Zöllner"]
"""In the order of DIN 5007: ö as o, ı as i, capitals as small letters."""


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(stores, request):
    with seeded_desk(stores, request.param) as desk:
        yield desk


def add_people(desk, names, **more):
    here = find_municipality(desk, "Lohfelden")
    with desk.store.writing("Muster") as session:
        for name in names:
            session.add(Contact(organisation_id=here, family_name=name, **more))
    return here


def test_people_stand_in_the_order_of_din_5007(desk):
    here = add_people(desk, sorted(NAMES, key=str.swapcase))
    assert [each.name for each in card(desk, here, DAY).people] == NAMES


def test_given_names_decide_between_people_of_one_name(desk):
    here = find_municipality(desk, "Lohfelden")
    with desk.store.writing("Muster") as session:
        for given in ("Zoë", "Änne", "Bernd"):
            session.add(Contact(organisation_id=here, family_name="Muster", given_name=given))
    names = [each.name for each in card(desk, here, DAY).people]
    assert names == ["Änne Muster", "Bernd Muster", "Zoë Muster"]


def test_who_is_called_first_stands_first_and_who_has_left_stands_last(desk):
    here = add_people(desk, ["Adler"], historic_on=date(2020, 1, 1))
    add_people(desk, ["Zander"], call_first=True)
    add_people(desk, ["Meise"])
    assert [each.name for each in card(desk, here, DAY).people] == ["Zander", "Meise", "Adler"]


def test_of_many_people_the_card_reads_a_bounded_number(desk):
    here = add_people(desk, [f"Muster {number:04}" for number in range(3 * CONSIDERED)])
    with desk.store.writing("Muster") as session:
        last = session.query(Contact).order_by(Contact.id.desc()).first()
        session.add(
            PhoneNumber(
                contact_id=last.id, kind=NumberKind.DIRECT, raw="0561 90009-1", e164="+49561900091"
            )
        )
    shown = card(desk, here, DAY)
    assert (len(shown.people), shown.people_total) == (PEOPLE_SHOWN, 3 * CONSIDERED)
    # Nobody is asked about somebody whom the card cannot show.
    assert to_ask(desk, here, DAY) == (None, (0, 0))


def test_an_index_leads_to_the_people_in_their_order(stores):
    with seeded_desk(stores) as desk, desk.engine.connect() as connection:
        question = str(everybody(Contact.id).compile(desk.engine))
        values = tuple([1] * question.count("?"))
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)
        plan = [row.detail for row in rows]
    assert sum("ix_contact_people" in step for step in plan) == 3
    assert not any("USE TEMP B-TREE FOR ORDER BY" in step for step in plan)
