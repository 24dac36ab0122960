"""Two people change the rows of one application; each row is joined by itself."""

from collections.abc import Callable
from datetime import date

import pytest

from db.errors import ConflictError
from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.joining import Difference, differences
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.entry.disputes import named, worded
from ozg_tui.desk.entry.fields import fields_of
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.rows import ParticipantInput, PaymentInput

FIELDS = fields_of(ApplicationInput)
Application = Stored[ApplicationInput]
Colleague = Callable[[str], Desk]


def partner(desk: Desk, name: str, **more: object) -> ParticipantInput:
    return ParticipantInput(organisation_id=find_municipality(desk, name), **more)


def paid(day: int, euros: int, note: str | None = None) -> PaymentInput:
    return PaymentInput(paid_on=date(2021, 3, day), amount_cents=euros * 100, note=note)


@pytest.fixture
def application(desk: Desk) -> Application:
    """Three Kommunen, two payments."""
    names = ("Ahnatal", "Kaufungen", "Helsa")
    value = ApplicationInput(
        title="Team",
        participants=tuple(partner(desk, name) for name in names),
        payments=(paid(1, 1_000), paid(2, 2_000)),
    )
    return APPLICATIONS.save(desk, value)


def participants(desk: Desk, application: Application, **changed: dict[str, object] | None):
    """The participants with some of them changed, or without those that are None."""
    numbers = {find_municipality(desk, name): change for name, change in changed.items()}
    return tuple(
        each.model_copy(update=numbers.get(each.organisation_id, {}))
        for each in application.value.participants
        if numbers.get(each.organisation_id, {}) is not None
    )


def saved(desk: Desk, application: Application, **changed: object) -> ApplicationInput:
    value = application.value.model_copy(update=changed)
    return APPLICATIONS.save(desk, value, application).value


def test_each_records_another_resolution(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    passed = {"resolution": ResolutionStatus.PASSED, "session_on": date(2021, 5, 3)}
    saved(
        colleague("beck"),
        application,
        participants=participants(desk, application, Ahnatal=passed),
    )
    mine = participants(desk, application, Helsa={"printed_matter": "VL-12"})
    joined = saved(desk, application, participants=mine).participants
    assert [(each.resolution.value, each.printed_matter) for each in joined] == [
        ("passed", None),
        ("open", None),
        ("open", "VL-12"),
    ]


def test_one_row_in_different_columns(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    theirs = participants(desk, application, Ahnatal={"session_on": date(2021, 5, 3)})
    saved(colleague("beck"), application, participants=theirs)
    mine = participants(desk, application, Ahnatal={"printed_matter": "VL-12"})
    joined = saved(desk, application, participants=mine).participants[0]
    assert (joined.session_on, joined.printed_matter) == (date(2021, 5, 3), "VL-12")


def test_one_adds_a_row_and_the_other_takes_one_out(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    theirs = participants(desk, application, Kaufungen=None)
    saved(colleague("beck"), application, participants=theirs)
    mine = (*application.value.participants, partner(desk, "Niestetal"))
    joined = saved(desk, application, participants=mine).participants
    names = [find_municipality(desk, name) for name in ("Ahnatal", "Helsa", "Niestetal")]
    assert [each.organisation_id for each in joined] == names


def test_both_add_a_payment_and_one_corrects_another(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    first, second = application.value.payments
    saved(colleague("beck"), application, payments=(first, second, paid(9, 500)))
    corrected = first.model_copy(update={"amount_cents": 150_000})
    joined = saved(desk, application, payments=(corrected, second, paid(8, 700)))
    assert [(each.paid_on.day, each.amount_cents) for each in joined.payments] == [
        (1, 150_000),
        (2, 200_000),
        (8, 70_000),
        (9, 50_000),
    ]


def test_the_same_payment_entered_by_both_is_one(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    both = (*application.value.payments, paid(9, 500))
    saved(colleague("beck"), application, payments=both)
    joined = saved(desk, application, payments=both, note="gezahlt")
    assert joined.payments == both


def test_the_same_column_of_a_row_is_asked_about_and_nothing_else(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    theirs = participants(
        desk, application, Ahnatal={"printed_matter": "VL-1"}, Helsa={"copy_at_hand": True}
    )
    saved(colleague("beck"), application, participants=theirs, title="Amt")
    mine = participants(desk, application, Ahnatal={"printed_matter": "VL-2"})
    with pytest.raises(ConflictError) as caught:
        saved(desk, application, participants=mine)
    conflict = caught.value
    assert worded(desk, FIELDS, conflict.disputes) == [
        ("Beteiligte Kommunen: Ahnatal, Drs.-Nr.", "VL-2", "VL-1", "")
    ]
    for kept, number in ((conflict.with_mine, "VL-2"), (conflict.with_theirs, "VL-1")):
        rows = kept["participants"]
        assert [(each.printed_matter, each.copy_at_hand) for each in rows] == [
            (number, False),
            (None, False),
            (None, True),
        ]


@pytest.mark.parametrize("i_take_it_out", [True, False])
def test_a_row_taken_out_and_changed_is_asked_about(
    desk: Desk, colleague: Colleague, application: Application, i_take_it_out: bool
) -> None:
    without = participants(desk, application, Helsa=None)
    changed = participants(desk, application, Helsa={"printed_matter": "VL-1"})
    mine, theirs = (without, changed) if i_take_it_out else (changed, without)
    saved(colleague("beck"), application, participants=theirs)
    with pytest.raises(ConflictError) as caught:
        saved(desk, application, participants=mine)
    ((name, *texts),) = worded(desk, FIELDS, caught.value.disputes)
    assert name == "Beteiligte Kommunen: Helsa"
    assert texts[not i_take_it_out] == "entfernt"
    assert "VL-1" in texts[i_take_it_out]
    sizes = (len(caught.value.with_mine["participants"]), len(mine))
    assert sizes[0] == sizes[1]


def test_a_chosen_record_is_named_not_numbered(
    desk: Desk, colleague: Colleague, application: Application
) -> None:
    (row,) = (
        each
        for each in differences(
            application.value.model_copy(
                update={
                    "participants": participants(desk, application, Helsa={"copy_at_hand": True})
                }
            ),
            application.value,
        )
    )
    assert named(desk, FIELDS, row) == "Beteiligte Kommunen: Helsa, Kopie liegt vor"
    added = (*application.value.participants, partner(desk, "Niestetal"))
    (row,) = differences(
        application.value.model_copy(update={"participants": added}), application.value
    )
    assert row == Difference("participants")
