"""Who changed what when: pages by keys alone, people, days and kinds, values before and after."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from db.errors import FilterError
from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subjects import PARTS as PART_TABLES
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.history.asked import Wanted, _days, of_record, understand
from ozg_tui.desk.history.reading import how_many, name_of, page
from ozg_tui.desk.history.words import PARTS
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.rows import ParticipantInput
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from tests.kit.clock import SetClock
from tests.kit.deeds import note

Colleague = Callable[[str], Desk]
EVERYTHING = Wanted()


def contact(desk: Desk, name: str, **more: object) -> int:
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": name} | more
    context = {"today": desk.today()}
    return CONTACTS.save(desk, ContactInput.model_validate(value, context=context)).id


def change(desk: Desk, number: int, **values: object) -> None:
    stored = CONTACTS.read(desk, number)
    CONTACTS.save(desk, stored.value.model_copy(update=values), stored)


def texts(desk: Desk, wanted: Wanted, limit: int = 50) -> list[str]:
    return [each.text for each in page(desk, wanted, limit)]


def test_a_change_tells_before_and_after(desk: Desk) -> None:
    number = contact(desk, "Weber", given_name="Ana")
    change(desk, number, given_name="Anna", direct="05609 90009-12")
    told = page(desk, of_record(desk, "contact", number), 10)
    assert {each.title for each in told} == {"Kontakt Weber, Anna"}
    assert [each.text for each in told if each.table == "contact"] == [
        "Vorname: Ana → Anna",
        "angelegt (Kommune/Stelle Ahnatal, Nachname Weber, Vorname Ana, Zuerst anrufen nein)",
    ]
    (added,) = [each.text for each in told if each.table == "phone_number"]
    assert added.startswith("Nummer dazu (")
    assert "05609 90009-12" in added


def test_pages_follow_one_another_without_a_gap(desk: Desk) -> None:
    for name in "ABCDEFGHIJ":
        contact(desk, name)
    everything = [each.id for each in page(desk, EVERYTHING, 1_000)]
    assert everything == sorted(everything, reverse=True)
    assert len(everything) == how_many(desk, EVERYTHING)
    forwards: list[int] = []
    while following := page(desk, EVERYTHING, 7, after=forwards[-1] if forwards else None):
        forwards += [each.id for each in following]
    assert forwards == everything
    backwards: list[int] = []
    while before := page(desk, EVERYTHING, 7, before=backwards[0] if backwards else 0):
        backwards[:0] = [each.id for each in before]
    assert backwards == everything


def test_by_person(desk: Desk, colleague: Colleague) -> None:
    mine = contact(desk, "Weber")
    contact(colleague("R. Beispiel"), "Wagner")
    change(colleague("K. Beispiel"), mine, given_name="Anna")
    assert texts(desk, understand(desk, "wer:r.beispiel"))[0].startswith("angelegt (")
    found = page(desk, understand(desk, "wer:beispiel"), 10)
    assert [each.actor for each in found] == ["K. Beispiel", "R. Beispiel"]
    assert {each.actor for each in page(desk, understand(desk, "wer:ich"), 10)} == {"probe"}
    with pytest.raises(FilterError, match=r"Möglich sind: K\. Beispiel, R\. Beispiel, probe, saat"):
        understand(desk, "wer:niemand")


def test_by_day_and_month(desk: Desk, clock: SetClock) -> None:
    contact(desk, "Weber")
    clock.set(datetime(2021, 6, 1, 22, 5, tzinfo=UTC))
    note(desk, find_municipality(desk, "Ahnatal"), "kurz nach Mitternacht")
    clock.set(datetime(2021, 7, 3, 8, 0, tzinfo=UTC))
    contact(desk, "Wagner")
    assert {each.table for each in page(desk, understand(desk, "tag:2.6.2021"), 50)} == {"note"}
    assert {each.title for each in page(desk, understand(desk, "tag:heute"), 50)} == {
        "Kontakt Wagner"
    }
    assert page(desk, understand(desk, "tag:gestern"), 50) == []
    june, july = (understand(desk, f"tag:{month}.2021") for month in (6, 7))
    assert (how_many(desk, june), how_many(desk, july)) == (2, 1)
    with pytest.raises(FilterError, match="ist kein Tag"):
        understand(desk, "tag:bald")


def test_by_kind_and_name(desk: Desk) -> None:
    number = contact(desk, "Weber", direct="05609 90009-12")
    note(desk, find_municipality(desk, "Ahnatal"), "Probe")
    kinds = {each.table for each in page(desk, understand(desk, "art:kontakt"), 50)}
    assert kinds == {"contact", "phone_number"}
    assert {each.table for each in page(desk, understand(desk, "art:not"), 50)} == {"note"}
    found = page(desk, understand(desk, "art:kontakt wer:ich Weber"), 50)
    assert {each.record_id for each in found} == {number}
    assert page(desk, understand(desk, "Unbekannt"), 50) == []
    with pytest.raises(FilterError, match="Möglich sind: "):
        understand(desk, "art:xyz")
    with pytest.raises(FilterError, match=r"ist hier kein Filter\. Möglich sind: wer, tag, art"):
        understand(desk, "farbe:rot")


def test_a_kommune_has_the_history_of_all_that_belongs_to_it(desk: Desk) -> None:
    place = find_municipality(desk, "Ahnatal")
    contact(desk, "Weber", direct="05609 90009-12")
    note(desk, place, "Probe")
    note(desk, find_municipality(desk, "Helsa"), "anderswo")
    found = page(desk, of_record(desk, "municipality", place), 100)
    assert {"contact", "phone_number", "note", "organisation"} <= {each.table for each in found}
    assert all("anderswo" not in each.text for each in found)
    assert name_of(desk, "municipality", place) == "Kommune Ahnatal"


def test_parts_say_what_they_are(desk: Desk) -> None:
    row = ParticipantInput(organisation_id=find_municipality(desk, "Helsa"))
    stored = APPLICATIONS.save(desk, ApplicationInput(title="Team", participants=(row,)))
    passed = row.model_copy(
        update={"resolution": ResolutionStatus.PASSED, "printed_matter": "VL-12"}
    )
    value = stored.value.model_copy(update={"participants": (passed,)})
    APPLICATIONS.save(desk, value, stored)
    told = page(desk, of_record(desk, "application", stored.id), 50)
    assert any(
        each.text.startswith("Beschluss: ") and "Drs.-Nr.: – → VL-12" in each.text for each in told
    ), [each.text for each in told]
    assert "Beteiligung dazu" in " ".join(each.text for each in told)


def test_each_part_has_its_word() -> None:
    assert PARTS.keys() == PART_TABLES.keys()


def test_what_an_erasure_left_is_told_as_it_is(desk: Desk) -> None:
    from sqlalchemy import update

    from db.tables import Change

    number = contact(desk, "Weber", given_name="Anna")
    with desk.store.writing("probe") as session:
        session.connection().execute(
            update(Change)
            .where(Change.record == f"contact/{number}")
            .values(after={"family_name": "gelöscht", "confirmed_on": "gelöscht"})
        )
    assert texts(desk, of_record(desk, "contact", number))[0] == (
        "angelegt (Nachname gelöscht, bestätigt am gelöscht)"
    )


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        # On 01.06.2021: the running week, one that was this year, one of the year before.
        ("kw22", date(2021, 5, 31), date(2021, 6, 6)),
        ("kw21", date(2021, 5, 24), date(2021, 5, 30)),
        ("kw50", date(2020, 12, 7), date(2020, 12, 13)),
        ("kw53", date(2020, 12, 28), date(2021, 1, 3)),
        ("6.2021", date(2021, 6, 1), date(2021, 6, 30)),
    ],
)
def test_a_week_of_the_history_is_the_last_one_and_a_year_is_a_year(
    typed: str, first: date, last: date
) -> None:
    assert _days(typed, date(2021, 6, 1)) == (first, last)
