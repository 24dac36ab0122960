"""A snippet is called by its code, once, with what is known about the record at hand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from db.errors import RefusedError
from db.tables import Application, Snippet
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.entry.fields import FieldKind, fields_of
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.telephone.snippets import SNIPPETS, SnippetInput, expand, lines, variables_for
from ozg_tui.messages import sentence
from ozg_tui.text import clean
from tests.kit import hostile
from tests.kit.bulk import counted, fill


def keep(desk: Desk, code: str, text: str) -> int:
    return SNIPPETS.save(desk, SnippetInput(code=code, text=text)).id


def said(code: str, text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        SnippetInput(code=code, text=text)
    return sentence(refused.value.errors()[0])


def test_a_snippet_is_entered_with_code_and_text(desk: Desk) -> None:
    code, text = fields_of(SnippetInput)
    assert (code.label, text.label) == ("Kürzel", "Text")
    assert text.kind is FieldKind.MULTILINE
    assert "{kommune}, {antrag}, {betrag}" in text.help
    stored = SNIPPETS.save(desk, SnippetInput(code="::frist-ikz", text="Frist für {kommune}"))
    assert (stored.title, stored.value.code) == ("::frist-ikz", "frist-ikz")


@pytest.mark.parametrize(
    "code", ["Frist", "frist ikz", "frist_ikz", "-a", "a-", "a--b", "für", "::", "a" * 31, "", " "]
)
def test_a_code_is_letters_digits_and_hyphens(code: str) -> None:
    assert said(code, "x") in {
        "Bitte ausfüllen.",
        "Ein Kürzel besteht aus Kleinbuchstaben ohne Umlaute, Ziffern und einzelnen "
        "Bindestrichen, höchstens 30 Zeichen; zum Beispiel »frist-ikz«.",
    }


@pytest.mark.parametrize("text", ["{Kommune}", "{x}", "{}", "{0.__class__}", "a {kommune} {b} {c}"])
def test_a_variable_that_does_not_exist_is_refused_with_those_that_do(text: str) -> None:
    sentence_ = said("a", text)
    assert sentence_.endswith("können {kommune}, {antrag}, {betrag} stehen.")
    assert "{b}" in sentence_ or text in sentence_
    SnippetInput(code="a", text="{kommune} } offen {{ { und ")


def test_a_code_is_given_once(desk: Desk, colleague: Callable[[str], Desk]) -> None:
    first = keep(desk, "gruss", "Mit freundlichen Grüßen\n" + "x" * 80)
    with pytest.raises(RefusedError, match="»gruss« gibt es schon: »Mit freundlichen Grüßen xxx"):
        keep(desk, "gruss", "anders")
    other = SNIPPETS.read(desk, keep(desk, "gruss-2", "anders"))
    with pytest.raises(RefusedError, match="anderes wählen"):
        SNIPPETS.save(desk, other.value.model_copy(update={"code": "gruss"}), other)
    again = SNIPPETS.read(desk, first)
    SNIPPETS.save(desk, again.value.model_copy(update={"text": "kurz"}), again)
    people = [colleague("beck"), colleague("weber")]
    start = Barrier(2)

    def save(person: Desk) -> object:
        start.wait()
        try:
            return keep(person, "neu", f"von {person.actor}")
        except RefusedError as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, people))
    (refused,) = [each for each in answers if isinstance(each, str)]
    assert "»neu« gibt es schon: »von " in refused


def test_all_snippets_are_listed_by_code(desk: Desk) -> None:
    first, second = keep(desk, "b", "zweiter"), keep(desk, "a", "erster")
    assert lines(desk) == ((second, "a", "erster"), (first, "b", "zweiter"))


def test_earlier_versions_stay(desk: Desk) -> None:
    stored = SNIPPETS.read(desk, keep(desk, "a", "erste"))
    desk.actor = "beck"
    for text in ("zweite", "dritte"):
        stored = SNIPPETS.save(desk, stored.value.model_copy(update={"text": text}), stored)
    assert stored.version == 3
    title, (head, text, before) = SNIPPETS.view(desk, stored.id)
    assert (title, head.rows, text.rows) == ("::a", (("Kürzel", "::a"),), (("", "dritte"),))
    assert [each[1] for each in before.rows] == ["zweite", "erste"]
    assert all(each[0].endswith(", beck") for each in before.rows)


EXPANDED = (
    ("::gruss", "Grüße"),
    ("Text ::gruss.", "Text Grüße."),
    ("(::gruss)\n::gruss", "(Grüße)\nGrüße"),
    ("::gruss-", "Grüße-"),
    ("::gruss-brief", "::gruss-brief"),
    ("::gruss2", "::gruss2"),
    ("::grussß", "::grussß"),
    ("x::gruss", "x::gruss"),
    (":::gruss", ":::gruss"),
    ("::gruss::gruss", "Grüße::gruss"),
    ("::Gruss", "::Gruss"),
    ("::unbekannt bleibt", "::unbekannt bleibt"),
    ("std::vector", "std::vector"),
    ("ohne", "ohne"),
)


def test_a_code_counts_as_a_word_of_its_own(desk: Desk) -> None:
    keep(desk, "gruss", "Grüße")
    for typed, expanded in EXPANDED:
        assert expand(desk, typed, {}) == (expanded, [])


def test_variables_are_filled_in_and_missing_ones_named(desk: Desk) -> None:
    keep(desk, "satz", "{kommune}: {antrag} über {betrag}, {kommune}")
    known = {"kommune": "Ahnatal", "betrag": ""}
    assert expand(desk, "::satz {kommune}", known) == (
        "Ahnatal: {antrag} über {betrag}, Ahnatal {kommune}",
        ["antrag", "betrag"],
    )


def test_what_is_inserted_is_not_read_again(desk: Desk) -> None:
    keep(desk, "a", "::b und {kommune}")
    keep(desk, "b", "::a {antrag}")
    assert expand(desk, "::a", {"kommune": "{antrag} ::b"}) == ("::b und {antrag} ::b", [])
    bomb = " ".join(["::a"] * 1_000)
    assert expand(desk, bomb, {"kommune": "x"})[0].count("und x") == 1_000


def test_only_known_codes_are_asked_for_and_in_one_question(desk: Desk) -> None:
    rows = [{"version": 1, "code": f"k{number}", "text": f"{number}"} for number in range(10_000)]
    fill(desk, Snippet, rows)
    with counted(desk) as asked:
        assert expand(desk, "kein Kürzel: hier", {}) == ("kein Kürzel: hier", [])
    assert asked == []
    with counted(desk) as asked:
        assert expand(desk, "::k1 ::k2 ::k9999", {}) == ("1 2 9999", [])
    assert len(asked) == 1


def test_what_the_variables_stand_for(desk: Desk) -> None:
    ahnatal, helsa = (find_municipality(desk, name) for name in ("Ahnatal", "Helsa"))
    assert variables_for(desk) == {}
    assert variables_for(desk, ahnatal) == {"kommune": "Ahnatal"}
    application = APPLICATIONS.save(
        desk,
        ApplicationInput.model_validate(
            {
                "title": "Archiv",
                "participants": [
                    {"organisation_id": helsa, "role": "partner"},
                    {"organisation_id": ahnatal, "role": "lead"},
                ],
            }
        ),
    )
    known = {"kommune": "Ahnatal", "antrag": "IKZ-0001"}
    assert variables_for(desk, application_id=application.id) == known
    with desk.store.writing("probe") as session:
        session.get_one(Application, application.id).requested_cents = 7_500_000
    asked = known | {"betrag": "75.000,00 EUR"}
    assert variables_for(desk, application_id=application.id) == asked
    with desk.store.writing("probe") as session:
        session.get_one(Application, application.id).granted_cents = 0
    assert variables_for(desk, helsa, application.id) == asked | {
        "kommune": "Helsa",
        "betrag": "0,00 EUR",
    }
    assert variables_for(desk, application_id=99) == {}


def test_hostile_text_is_kept_and_inserted_as_clean_text(desk: Desk) -> None:
    keep(desk, "a", "vor {kommune} nach")
    for text in (*hostile.ALL, hostile.NUL_TEXT):
        inserted, missing = expand(desk, "::a", {"kommune": text})
        assert inserted == f"vor {clean(text)} nach"
        assert missing == []
        expand(desk, text, {"kommune": text})
    stored = SNIPPETS.read(desk, 1)
    for number, text in enumerate((*hostile.MARKUP, *hostile.BIDI, *hostile.SQL)):
        stored = SNIPPETS.save(desk, SnippetInput(code="a", text=f"{number} {text}"), stored)
        assert clean(stored.value.text, multiline=True) == stored.value.text
    with desk.store.reading() as session:
        assert len(session.scalars(select(Snippet)).all()) == 1
