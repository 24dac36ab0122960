"""The OZG-Report: who receives it, with consent and proof, and its issues."""

from datetime import date

import pytest

from db.errors import RefusedError
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.links import links_of
from ozg_tui.desk.core.records import Stored
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.newsletter import ending
from ozg_tui.desk.newsletter.issues import ISSUES, IssueInput
from ozg_tui.desk.newsletter.subscriptions import SUBSCRIPTIONS, SubscriptionInput
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.search.asking import find
from ozg_tui.desk.undo.take_back import Done, carry_out
from ozg_tui.desk.undo.take_back import find as find_undo
from ozg_tui.rules.newsletter import refuse_consent

Received = Stored[SubscriptionInput]


def person(desk: Desk) -> int:
    place = find_municipality(desk, "Ahnatal")
    named = ContactInput(organisation_id=place, family_name="Beispiel", given_name="Eva")
    return CONTACTS.save(desk, named).id


def received(desk: Desk, **fields: object) -> Received:
    given = {"email": "E.Beispiel@Ahnatal.example.org", "contact_id": person(desk)} | fields
    return SUBSCRIPTIONS.save(desk, SubscriptionInput(**given))


def changed(desk: Desk, stored: Received, **fields: object) -> Received:
    value = stored.value.model_dump() | fields
    return SUBSCRIPTIONS.save(desk, SubscriptionInput(**value), stored)


def test_a_recipient_is_found_with_the_kommune_and_by_state(desk: Desk) -> None:
    stored = received(desk)
    assert stored.value.email == "e.beispiel@ahnatal.example.org"
    assert stored.value.organisation_id == find_municipality(desk, "Ahnatal")
    for text in ("beispiel art:bezug", "ahnatal art:bezug", "status:angefordert", "art:bez eva"):
        (hit,) = [each for each in find(desk, text).hits if each.kind == "subscription"]
        assert hit.title == "e.beispiel@ahnatal.example.org"
        assert hit.place == "Ahnatal"
    changed(desk, stored, consent=Consent.CONFIRMED, consent_source="Formular vom 01.11.2026")
    assert not find(desk, "status:angefordert").hits
    assert find(desk, "status:bestätigt art:bezug").hits


def test_who_moves_or_is_renamed_is_found_anew(desk: Desk) -> None:
    received(desk)
    contact = next(each for each in find(desk, "beispiel art:kontakt").hits).record_id
    stored = CONTACTS.read(desk, contact)
    renamed = stored.value.model_copy(update={"family_name": "Neuname"})
    CONTACTS.save(desk, renamed, stored)
    assert find(desk, "neuname art:bezug").hits


def test_a_confirmed_consent_has_a_proof(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="braucht einen Beleg"):
        received(desk, consent=Consent.CONFIRMED)


def test_who_has_left_comes_back_only_by_a_new_consent(desk: Desk) -> None:
    proof = "Formular vom 01.11.2026"
    stored = received(desk, consent=Consent.CONFIRMED, consent_source=proof)
    ended = changed(desk, stored, consent=Consent.ENDED)
    with pytest.raises(RefusedError, match="willigt neu ein"):
        changed(desk, ended, consent=Consent.CONFIRMED)
    with pytest.raises(RefusedError, match="willigt neu ein"):
        changed(desk, ended, consent=Consent.REQUESTED)
    again = changed(desk, ended, consent=Consent.CONFIRMED, consent_source="Anruf vom 30.11.2026")
    assert again.value.consent is Consent.CONFIRMED


def test_a_list_that_names_who_has_left_does_not_bring_the_address_back(desk: Desk) -> None:
    changed(desk, received(desk), consent=Consent.ENDED)
    with pytest.raises(RefusedError, match=r"schon eingetragen \(beendet\)"):
        SUBSCRIPTIONS.save(desk, SubscriptionInput(email="e.beispiel@ahnatal.example.org"))


@pytest.mark.parametrize("wanted", [Consent.REQUESTED, Consent.CONFIRMED])
@pytest.mark.parametrize("proof", [None, "alt"])
def test_the_end_wins_over_what_brings_no_new_proof(wanted: Consent, proof: str | None) -> None:
    assert refuse_consent(wanted, proof, Consent.ENDED, "alt")


@pytest.mark.parametrize(
    ("wanted", "proof", "stored"),
    [
        (Consent.ENDED, None, Consent.CONFIRMED),
        (Consent.ENDED, None, Consent.ENDED),
        (Consent.REQUESTED, None, None),
        (Consent.CONFIRMED, "neu", Consent.ENDED),
        (Consent.CONFIRMED, "alt", Consent.CONFIRMED),
    ],
)
def test_what_may_be_kept(wanted: Consent, proof: str | None, stored: Consent | None) -> None:
    assert refuse_consent(wanted, proof, stored, "alt") == ""


def test_a_call_at_a_recipient_is_about_kommune_and_person(desk: Desk) -> None:
    stored = received(desk)
    assert links_of(desk, "subscription", stored.id) == {
        "organisation_id": str(stored.value.organisation_id),
        "contact_id": str(stored.value.contact_id),
    }


def test_an_end_is_taken_back_with_its_day(desk: Desk) -> None:
    stored = received(desk, consent=Consent.CONFIRMED, consent_source="Formular")
    changed(desk, stored, consent=Consent.ENDED)
    record = f"subscription/{stored.id}"
    asked = find_undo(desk, record)
    assert "Einwilligung »beendet« → »bestätigt«" in asked.question
    assert isinstance(carry_out(desk, asked), Done)
    assert SUBSCRIPTIONS.read(desk, stored.id).value.consent is Consent.CONFIRMED


def test_an_issue_is_kept_and_found_by_what_it_is_about(desk: Desk) -> None:
    text = "Digitalisierungsfabriken und Beratung"
    issue = IssueInput(number="3/2026", published_on=date(2026, 10, 1), topics=text)
    ISSUES.save(desk, issue)
    (hit,) = (
        find(desk, "fabriken art:ausgabe").hits
        or find(desk, "digitalisierungsfab art:ausgabe").hits
    )
    assert hit.title == "OZG-Report 3/2026"
    assert "Themen" in hit.reason
    with pytest.raises(RefusedError, match="schon eingetragen"):
        ISSUES.save(desk, issue)


def test_a_person_who_does_not_want_it_ends_all_that_go_there(desk: Desk) -> None:
    at = person(desk)
    for name in ("e.beispiel", "buero"):
        received(desk, email=f"{name}@ahnatal.example.org", contact_id=at)
    both = "e.beispiel@ahnatal.example.org und buero@ahnatal.example.org"
    assert ending.question(desk, "contact", at) == f"Den OZG-Report nicht mehr an {both}?"
    assert ending.end(desk, "contact", at) == f"Kein OZG-Report mehr an {both}. u nimmt es zurück."
    assert len(find(desk, "art:bezug status:beendet").hits) == 2
    with pytest.raises(RefusedError, match="Dorthin geht kein OZG-Report"):
        ending.end(desk, "contact", at)
