from datetime import date

import pytest
from pydantic import ValidationError

from ozg_tui.codes.ikz import (
    AgreementForm,
    ObligationKind,
    ParticipantRole,
    ResolutionStatus,
    Station,
    Transfer,
)
from ozg_tui.desk.ikz.input import AMOUNTS, ApplicationInput
from ozg_tui.german.labels import label_of
from ozg_tui.messages import path, sentence

TODAY = {"today": date(2021, 6, 1)}


def entered(**typed: object) -> ApplicationInput:
    return ApplicationInput.model_validate({"title": "OZG-Team"} | typed, context=TODAY)


def refusals(**typed: object) -> dict[str, str]:
    with pytest.raises(ValidationError) as caught:
        entered(**typed)
    return {path(each["loc"]): sentence(each) for each in caught.value.errors()}


def test_a_title_is_enough() -> None:
    value = entered()
    assert value.participants == ()
    assert value.station == "idea"
    assert refusals(title="  ") == {"title": "Bitte ausfüllen."}


def test_an_application_as_it_is_typed() -> None:
    value = entered(
        applied_on="h",
        participants=[{"organisation_id": "3", "role": "lead", "session_on": "1.3.21"}],
        agreement_form="public_law_agreement",
        agreement_signed_by_all="ja",
        term_start="01.01.2022",
        term_end="31.12.2026",
        personnel_before_cents="412.000,00",
        requested_cents="25t",
    )
    assert value.applied_on == date(2021, 6, 1)
    assert value.participants[0].session_on == date(2021, 3, 1)
    assert (value.personnel_before_cents, value.requested_cents) == (41_200_000, 2_500_000)
    assert value.agreement_signed_by_all is True


def test_a_kommune_takes_part_once() -> None:
    three = [{"organisation_id": number} for number in (1, 2, 1)]
    assert refusals(participants=three) == {
        "participants[3].organisation_id": "Diese Kommune ist schon als Beteiligte aufgeführt."
    }


def test_one_kommune_leads() -> None:
    leads = [{"organisation_id": number, "role": "lead"} for number in (1, 2, 3)]
    said = "Federführend ist schon eine andere Kommune."
    assert refusals(participants=leads) == {
        "participants[2].role": said,
        "participants[3].role": said,
    }


def test_a_participant_needs_its_kommune() -> None:
    assert refusals(participants=[{"organisation_id": ""}]) == {
        "participants[1].organisation_id": "Bitte ausfüllen."
    }


def test_the_term_ends_after_it_starts_or_never() -> None:
    assert refusals(term_start="01.01.2022", term_end="31.12.2021") == {
        "term_end": "Das Ende liegt vor dem Beginn der Laufzeit."
    }
    assert refusals(term_end="31.12.2021", term_open_ended="ja") == {
        "term_open_ended": "Entweder unbefristet oder mit einem Ende der Laufzeit."
    }
    entered(term_start="01.01.2022", term_end="01.01.2022")
    entered(term_end="31.12.2021")


def test_the_term_is_checked_while_other_fields_are_wrong() -> None:
    assert "term_end" in refusals(title="", term_start="01.01.2022", term_end="31.12.2021")


@pytest.mark.parametrize("field", AMOUNTS)
def test_amounts_are_plausible(field: str) -> None:
    negative = "Ein negativer Betrag ist hier nicht möglich."
    assert negative in refusals(**{field: "-1"})[field]
    assert refusals(**{field: -1}) == {field: negative}
    assert "zu groß" in refusals(**{field: "1.000.000.000.000"})[field]
    assert getattr(entered(**{field: 0}), field) == 0


def test_every_code_has_its_word() -> None:
    for codes in (
        Station,
        ParticipantRole,
        ResolutionStatus,
        AgreementForm,
        Transfer,
        ObligationKind,
    ):
        assert all(label_of(code) != code.value for code in codes)


@pytest.mark.parametrize(
    ("resolution", "day", "applied_on", "refused"),
    [
        ("passed", "01.06.2021", None, False),
        ("passed", "02.06.2021", None, True),
        ("passed", "02.06.2021", "02.06.2021", False),
        ("scheduled", "02.06.2021", None, False),
        ("adjourned", "02.06.2021", None, False),
    ],
)
def test_no_council_has_resolved_tomorrow(resolution, day, applied_on, refused) -> None:
    row = {"organisation_id": 1, "resolution": resolution, "session_on": day}
    typed = {"participants": [row], "applied_on": applied_on}
    if not refused:
        assert entered(**typed).participants[0].session_on is not None
        return
    (said,) = refusals(**typed).values()
    assert said == (
        "Der 02.06.2021 liegt in der Zukunft. Ist die Sitzung erst angesetzt? "
        "Dann bitte »angesetzt« wählen."
    )
    assert list(refusals(**typed)) == ["participants[1].session_on"]


def test_what_is_wrong_in_a_row_is_said_at_its_field() -> None:
    row = {"organisation_id": 1, "joined_on": "2.1.22", "left_on": "1.1.22"}
    assert refusals(participants=[row]) == {
        "participants[1].left_on": "Der Austritt liegt vor dem Beitritt."
    }
    row = {"organisation_id": 1, "personnel_before_cents": "-1"}
    assert "negativer" in refusals(participants=[row])["participants[1].personnel_before_cents"]
    assert refusals(payments=[{"paid_on": "h", "amount_cents": "0"}]) == {
        "payments[1].amount_cents": "Bitte einen Betrag über null eingeben."
    }
    assert refusals(payments=[{"amount_cents": "1"}]) == {"payments[1].paid_on": "Bitte ausfüllen."}
    assert "31.02.2021" in refusals(obligations=[{"due_on": "31.2."}])["obligations[1].due_on"]
