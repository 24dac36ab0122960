from datetime import date

import pytest

from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.rules.ikz.obligations import (
    Agreed,
    Basis,
    Granted,
    Member,
    basis_label,
    bound_until,
    obligations,
    recoveries,
)
from ozg_tui.rules.ikz.sessions import Council, follow_ups, track

NAMES = {"06633020": "Niestetal", "06633015": "Kaufungen", "06633011": "Helsa"}


def granted(leaving=None, **changes):
    left_on = leaving or {}
    members = tuple(
        Member(key=key, name=name, left_on=left_on.get(name)) for key, name in NAMES.items()
    )
    given = {
        "minimum_years": 5,
        "granted_cents": 10_000_000,
        "notice_on": date(2022, 2, 20),
        "term_start": date(2022, 1, 1),
        "term_end": date(2026, 12, 31),
        "members": members,
    }
    return Granted(**given | changes)


# The proof of the saving


def test_without_an_agreed_day_the_proof_is_assumed_for_the_day_after_the_least_term():
    (proof,) = obligations(granted())
    assert (proof.title, proof.due_on) == ("Nachweis der Einsparung", date(2027, 1, 1))
    assert proof.basis is Basis.assumed and basis_label(proof.basis) == "angenommen"
    assert "Der Tag ist angenommen" in proof.text
    assert "Vorschrift zum Nachweis ist nicht bekannt" in proof.source


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ({"term_end": None}, date(2027, 1, 1)),
        ({"term_end": date(2031, 12, 31)}, date(2027, 1, 1)),
        ({"term_start": date(2024, 2, 29), "term_end": None}, date(2029, 3, 1)),
        ({"term_start": None, "term_end": None}, None),
    ],
)
def test_the_assumed_day_follows_the_least_term_not_the_agreed_one(term, day):
    (proof,) = obligations(granted(**term))
    assert proof.due_on == day
    assert ("lässt sich" in proof.text) is (day is None)


def test_agreed_days_take_the_place_of_the_assumed_one():
    first, second, report = obligations(
        granted(
            agreed=(
                Agreed(due_on=date(2024, 3, 31)),
                Agreed(due_on=date(2023, 3, 31), done_on=date(2023, 3, 15)),
                Agreed(code="report", due_on=date(2025, 1, 31), text="Erfahrungsbericht"),
            )
        )
    )
    assert (first.due_on, second.due_on) == (date(2023, 3, 31), date(2024, 3, 31))
    assert first.basis is second.basis is Basis.agreed
    assert (report.title, report.text) == ("Bericht", "Erfahrungsbericht")
    assert first.standing(date(2024, 3, 1)) == "erledigt am 15.03.2023"
    assert second.standing(date(2024, 3, 30)) == "fällig in 1 Tag"
    assert second.standing(date(2024, 3, 31)) == "heute fällig"
    assert second.standing(date(2024, 4, 10)) == "seit 10 Tagen überfällig"


def test_an_agreed_proof_without_a_day_comes_last_and_has_no_deadline():
    report, proof = obligations(
        granted(agreed=(Agreed(), Agreed(code="report", due_on=date(2025, 1, 31))))
    )
    assert (report.code, proof.due_on) == ("report", None)
    assert proof.standing(date(2030, 1, 1)) == "ohne Frist"


def test_an_agreed_report_does_not_replace_the_proof():
    report = Agreed(code="report", due_on=date(2025, 1, 31))
    assert [each.code for each in obligations(granted(agreed=(report,)))] == ["report", "proof"]


# Leaving early


def test_leaving_before_five_years_raises_a_recovery_with_day_and_municipality():
    (found,) = recoveries(granted({"Helsa": date(2026, 12, 30)}))
    assert (found.title, found.municipality) == ("Rückforderung prüfen", "Helsa")
    assert found.due_on == date(2026, 12, 30)
    assert "bis zum 31.12.2026" in found.text and "33.333,33 EUR" in found.text
    assert "Es bleiben 2 Kommunen" in found.text
    assert found.standing(date(2026, 12, 1)) == "fällig in 29 Tagen"


def test_leaving_on_the_last_day_of_the_least_term_is_no_early_leaving():
    assert bound_until(date(2022, 1, 1), 5) == date(2026, 12, 31)
    assert recoveries(granted({"Helsa": date(2026, 12, 31)})) == ()
    assert recoveries(granted()) == ()


def test_a_later_partner_and_an_unknown_grant_have_no_share_to_name():
    members = (
        Member(key="06633020", name="Niestetal"),
        Member(
            key="06633030",
            name="Söhrewald",
            joined_on=date(2023, 1, 1),
            left_on=date(2024, 6, 30),
        ),
    )
    (found,) = recoveries(granted(members=members))
    assert "EUR" not in found.text and "Es bleibt 1 Kommune" in found.text
    (unknown,) = recoveries(granted({"Helsa": date(2024, 6, 30)}, granted_cents=0))
    assert "EUR" not in unknown.text


def test_a_term_cut_short_concerns_all():
    (found,) = recoveries(granted(term_end=date(2025, 6, 30)))
    assert (found.municipality, found.due_on) == ("", date(2025, 6, 30))
    assert "endet am 30.06.2025" in found.text
    proof = next(
        each for each in obligations(granted(term_end=date(2025, 6, 30))) if each.code == "proof"
    )
    assert proof.due_on == date(2025, 7, 1)


# The councils

TODAY = date(2026, 11, 22)
PASSED, OPEN = ResolutionStatus.PASSED, ResolutionStatus.OPEN


def council(name, status=PASSED, session_on=date(2026, 10, 1)):
    return Council(
        municipality=name, body="Gemeindevertretung", status=status, session_on=session_on
    )


FIVE = tuple(council(f"Ort {number}") for number in range(1, 6))


def test_five_of_six_have_resolved_and_the_last_session_is_known():
    helsa = council("Helsa", ResolutionStatus.SCHEDULED, date(2026, 12, 14))
    found = track((*FIVE, helsa), TODAY)
    assert found.text == "5 von 6 haben beschlossen, letzte Sitzung 14.12.2026"
    assert (found.resolved, found.last_session_on) == (5, date(2026, 12, 14))
    (asked,) = follow_ups((*FIVE, helsa), TODAY)
    assert (asked.municipality, asked.due_on) == ("Helsa", date(2026, 12, 4))
    assert asked.text == (
        "Gemeindevertretung (Helsa): Steht der Beschluss am 14.12.2026 auf der Tagesordnung?"
    )


def test_a_session_nearer_than_ten_days_is_asked_for_today():
    near = council("Helsa", ResolutionStatus.SCHEDULED, date(2026, 11, 30))
    assert follow_ups([near], TODAY)[0].due_on == TODAY


def test_a_session_that_is_over_is_asked_for_its_result():
    over = council("Helsa", ResolutionStatus.SCHEDULED, date(2026, 11, 20))
    (asked,) = follow_ups([over], TODAY)
    assert asked.due_on == date(2026, 11, 21) and "ausgegangen?" in asked.text
    assert "ohne kommende Sitzung: Helsa" in track([over], TODAY).text


def test_councils_without_a_day_and_those_that_refused_are_named():
    councils = (
        council("Helsa", OPEN, None),
        council("Ahnatal", ResolutionStatus.REJECTED),
        council("Kaufungen", PASSED, None),
        council("Söhrewald", ResolutionStatus.ADJOURNED, date(2026, 12, 14)),
    )
    found = track(councils, TODAY)
    assert found.text == (
        "0 von 4 haben beschlossen, letzte bekannte Sitzung 14.12.2026, "
        "ohne kommende Sitzung: Helsa, ohne Tag des Beschlusses: Kaufungen, abgelehnt: Ahnatal"
    )
    assert [each.municipality for each in follow_ups(councils, TODAY)] == ["Söhrewald"]


def test_a_resolution_of_tomorrow_has_not_been_passed():
    tomorrow = council("Helsa", PASSED, date(2026, 11, 23))
    assert track([tomorrow], TODAY).text == ("0 von 1 haben beschlossen, letzte Sitzung 23.11.2026")
