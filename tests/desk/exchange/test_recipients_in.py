"""Lists of recipients and of bounces come in: an end wins over all of them."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.tables import Subscription
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.exchange.imports import Chosen, Plan, open_file, take_over, understand
from ozg_tui.desk.exchange.kinds import KINDS, kind_of
from ozg_tui.desk.exchange.recipients.understand import AS_IT_IS, FROM_FILE, NOBODY
from ozg_tui.desk.exchange.understood import Outcome
from ozg_tui.desk.newsletter.subscriptions import SUBSCRIPTIONS
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.undo import take_back
from tests.desk.exchange.files import csv_of, xlsx
from tests.kit.desks import desk_in
from tests.kit.lists_in import everything
from tests.kit.stores import Stores

KIND = KINDS["newsletter"]
HEAD = ("E-Mail-Adresse", "Kommune", "Status", "Quelle", "Angemeldet am", "Abgemeldet am")
EVA = (
    "E.Beispiel@example.org", "Gemeinde Ahnatal", "bestätigt", "Formular", "15.03.2020 10:22:31",
)  # fmt: skip
BOUNCE = ("Final-Recipient", "Action", "Diagnostic-Code")


def plan(desk: Desk, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD, **answers: str) -> Plan:
    raw = csv_of([head, *rows]).encode()
    return understand(desk, KIND, "liste.csv", raw, Chosen(answers=answers))


def taken(desk: Desk, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> str | None:
    return take_over(desk, plan(desk, *rows, head=head), lambda: plan(desk, *rows, head=head)).unit


def outcomes(found: Plan) -> list[Outcome]:
    return [each.outcome for each in found.rows]


def stored(desk: Desk) -> Subscription:
    with desk.store.reading() as session:
        return session.scalars(select(Subscription)).one()


def changed(desk: Desk, **fields: object) -> None:
    """Change the only recipient as by the form."""
    found = SUBSCRIPTIONS.read(desk, stored(desk).id)
    SUBSCRIPTIONS.save(desk, found.value.model_copy(update=fields), found)


def test_a_row_becomes_a_recipient_with_its_consent_and_its_day(desk: Desk) -> None:
    assert taken(desk, EVA)
    row = stored(desk)
    assert (row.email, row.consent, row.consent_source) == (
        "e.beispiel@example.org", "confirmed", "Formular",
    )  # fmt: skip
    assert row.organisation_id == find_municipality(desk, "Ahnatal")
    assert f"{row.subscribed_at:%d.%m.%Y %H:%M}" == "15.03.2020 09:22"


def test_a_confirmed_double_opt_in_with_its_day_is_proof_enough(desk: Desk) -> None:
    head = ("E-Mail", "Double-Opt-in am")
    assert taken(desk, ("a@example.org", "2020-03-15"), head=head)
    row = stored(desk)
    assert (row.consent, row.consent_source) == ("confirmed", "Double-Opt-in vom 15.03.2020")
    assert outcomes(plan(desk, ("b@example.org", "ja"), head=head)) == [Outcome.FAILED]
    assert outcomes(plan(desk, ("b@example.org", "nein"), head=head)) == [Outcome.NEW]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (("eva@", "", "", "", ""), "keine E-Mail-Adresse"),
        (("a@example.org", "", "bestätigt", "", ""), "braucht einen Beleg"),
        (("a@example.org", "", "vielleicht", "", ""), "Möglich sind angefordert"),
        (("a@example.org", "", "", "", "31.02.2020"), "31.02.2020"),
        (("a@example.org", "", "", "", "01.01.2031"), "Zukunft"),
    ],
)
def test_an_error_is_the_sentence_of_the_form_or_of_the_rule(
    desk: Desk, row: tuple[str, ...], part: str
) -> None:
    found = plan(desk, row)
    assert outcomes(found) == [Outcome.FAILED]
    assert part in found.faults[0].sentence


def test_who_has_left_comes_back_by_no_list(desk: Desk) -> None:
    taken(desk, EVA)
    changed(desk, consent=Consent.ENDED)
    found = plan(desk, EVA, ("e.beispiel@example.org", "", "angefordert", "Neues Formular", ""))
    assert outcomes(found) == [Outcome.FAILED, Outcome.FAILED]
    assert "keine Liste nimmt ihn wieder auf" in found.faults[0].sentence


def test_an_end_wins_wherever_it_stands_in_the_file(desk: Desk) -> None:
    ended = ("e.beispiel@example.org", "", "", "", "", "02.04.2020")
    for rows in ((EVA, ended), (ended, EVA)):
        found = plan(desk, *rows)
        assert sorted(outcomes(found)) == [Outcome.FAILED, Outcome.NEW]
        assert "Das Ende gilt" in found.faults[0].sentence
    taken(desk, EVA)
    assert taken(desk, ended)
    row = stored(desk)
    assert (row.consent, row.ended_at and row.ended_at.month) == ("ended", 4)


def test_an_end_of_before_the_consent_is_asked_about(desk: Desk) -> None:
    taken(desk, EVA)
    older = ("e.beispiel@example.org", "", "", "", "", "01.02.2019")
    found = plan(desk, older)
    assert outcomes(found) == [Outcome.QUESTION]
    (key,) = {each.key for each in found.questions}
    assert outcomes(plan(desk, older, **{key: AS_IT_IS})) == [Outcome.UNCHANGED]
    assert outcomes(plan(desk, older, **{key: FROM_FILE})) == [Outcome.CHANGED]


def test_a_consent_moves_on_and_never_back(desk: Desk) -> None:
    asked = ("a@example.org", "", "angefordert", "", "")
    confirmed = ("a@example.org", "", "bestätigt", "Formular", "01.04.2020")
    taken(desk, asked)
    assert outcomes(plan(desk, confirmed)) == [Outcome.CHANGED]
    taken(desk, confirmed)
    assert outcomes(plan(desk, asked)) == [Outcome.UNCHANGED]


def test_what_staff_have_written_is_asked_about(desk: Desk) -> None:
    taken(desk, EVA)
    moved = (EVA[0], "Kaufungen", *EVA[2:])
    assert outcomes(plan(desk, moved)) == [Outcome.CHANGED]
    changed(desk, function="IT")
    assert outcomes(plan(desk, EVA)) == [Outcome.UNCHANGED]
    found = plan(desk, moved)
    assert outcomes(found) == [Outcome.QUESTION]
    (key,) = {each.key for each in found.questions}
    assert outcomes(plan(desk, moved, **{key: AS_IT_IS})) == [Outcome.UNCHANGED]


@pytest.mark.parametrize(
    ("action", "reply", "outcome"),
    [
        ("failed", "550 5.1.1 User unknown", Outcome.CHANGED),
        ("failed", "", Outcome.CHANGED),
        ("delayed", "452 4.2.2 Mailbox full", Outcome.UNCHANGED),
        ("", "weiß nicht", Outcome.FAILED),
    ],
)
def test_mail_that_never_arrives_marks_the_recipient(
    desk: Desk, action: str, reply: str, outcome: Outcome
) -> None:
    taken(desk, EVA)
    row = ("e.beispiel@example.org", action, reply)
    assert outcomes(plan(desk, row, head=BOUNCE)) == [outcome]
    taken(desk, row, head=BOUNCE)
    assert stored(desk).bounced is (outcome is Outcome.CHANGED)
    assert stored(desk).consent == "confirmed"


def test_a_bounce_makes_no_recipient(desk: Desk) -> None:
    found = plan(desk, ("fremd@example.org", "failed", "5.1.1"), head=BOUNCE)
    assert outcomes(found) == [Outcome.FAILED]
    assert "steht nicht unter den Bezügen" in found.faults[0].sentence


def person(desk: Desk) -> int:
    place = find_municipality(desk, "Ahnatal")
    value = ContactInput(
        organisation_id=place, family_name="Beispiel", given_name="Eva", title="Dr.",
        email="e.beispiel@example.org",
    )  # fmt: skip
    return CONTACTS.save(desk, value).id


def test_an_address_that_is_one_persons_alone_belongs_to_that_person(desk: Desk) -> None:
    number = person(desk)
    taken(desk, (EVA[0], "", *EVA[2:]))
    row = stored(desk)
    assert (row.contact_id, row.organisation_id) == (number, find_municipality(desk, "Ahnatal"))


def test_a_person_whom_nobody_knows_is_one_question_for_all_rows_alike(desk: Desk) -> None:
    head = (*HEAD[:2], "Ansprechperson")
    rows = (("a@example.org", "Ahnatal", "Ida A"), ("b@example.org", "Ahnatal", "Ida B"))
    found = plan(desk, *rows, head=head)
    assert {each.key for each in found.questions} == {NOBODY}
    answered = plan(desk, *rows, head=head, **{NOBODY: NOBODY})
    assert outcomes(answered) == [Outcome.NEW, Outcome.NEW]


def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(desk: Desk) -> None:
    before = everything(desk)
    rows = (EVA, ("b@example.org", "", "abgemeldet", "", "", "01.02.2020"))
    assert taken(desk, *rows)
    assert outcomes(plan(desk, *rows)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert taken(desk, *rows) is None
    take_back.carry_out(desk, take_back.find(desk, None))
    assert everything(desk) == before


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "json"])
def test_what_went_out_comes_into_another_desk_and_goes_out_the_same(
    stores: Stores, dialect: str, desk: Desk, tmp_path: Path, form: str
) -> None:
    person(desk)
    marked = ("c@example.org", "Kaufungen", "angefordert", "", "", "")
    taken(desk, EVA, ("b@example.org", "", "", "", "01.03.2019", "01.02.2020"), marked)
    taken(desk, ("c@example.org", "failed", "5.1.1"), head=BOUNCE)
    first, second = tmp_path / f"eins.{form}", tmp_path / f"zwei.{form}"
    export(desk, LISTS["empfaenger"], "", form, first)
    assert {row.outcome for row in open_file(desk, KIND, first).rows} == {Outcome.UNCHANGED}
    with desk_in(stores, dialect) as other:
        person(other)
        found = open_file(other, KIND, first)
        assert found.is_whole, (found.faults, found.questions)
        take_over(other, found, lambda: found)
        export(other, LISTS["empfaenger"], "", form, second)
    assert second.read_bytes() == first.read_bytes()


def test_a_sheet_with_days_and_ticks_is_read_and_known_by_its_columns(desk: Desk) -> None:
    rows = [("E-Mail", "Double-Opt-in", "Einwilligung am"), ("a@example.org", date(2020, 3, 15))]
    raw = xlsx({"Verteiler": rows})
    assert kind_of(desk, raw) is KIND
    assert outcomes(understand(desk, KIND, "v.xlsx", raw)) == [Outcome.NEW]
