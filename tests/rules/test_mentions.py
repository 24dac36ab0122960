"""Somebody is met in a text in any usual spelling, and nobody else is."""

import pytest

from ozg_tui.rules.mentions import (
    Hints,
    Mentions,
    Name,
    address,
    addressed,
    alone,
    full_name,
    number,
)

ERIKA = Name("Erika Maria", "Müßig-Kanari")
MARK = "gelöscht (17)"


@pytest.mark.parametrize(
    "text",
    [
        "Erika Maria Müßig-Kanari rief an",
        "mit ERIKA MUESSIG KANARI gesprochen",
        "Kanari? Nein: Müßig-Kanari, Erika",
        "Erika Müssig-Kanaris Antrag",
        "Erika Dr. Müßig-Kanari",
    ],
)
def test_a_full_name_is_met_in_each_spelling(text):
    assert Mentions(full_name(ERIKA)).finds(text)


@pytest.mark.parametrize("text", ["Erika Muster", "Müßig-Kanari", "Erika Müßig-Kanariensis"])
def test_half_a_name_is_no_full_name(text):
    assert not Mentions(full_name(ERIKA)).finds(text)


def test_a_name_without_a_given_name_is_never_a_full_one():
    assert full_name(Name(None, "Muster")) == full_name(Name(" ", "Muster")) == []


@pytest.mark.parametrize(
    "text", ["Frau Muster", "Herrn Dr. Muster", "Bürgermeisterin Muster", "Dr. Muster"]
)
def test_who_is_addressed_is_met(text):
    assert Mentions([addressed(Name(None, "Muster"))]).finds(f"Bitte {text} anrufen.")


def test_a_name_inside_a_word_is_another_word():
    found = Mentions([alone("Wald")])
    assert not found.finds("Waldeck und Grünwald")
    assert found.replaced("der Wald, Walds", MARK) == f"der {MARK}, {MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "0561 90009-123",
        "+49 561 90009123",
        "0049 (0)561/90009-123",
        "+49(0)561 90009 123",
        "(0561) 9 00 09 – 123",
        "00561 90009123",
        "+4956190009123",
    ],
)
def test_a_number_is_met_in_each_spelling(text):
    assert Mentions([number("+4956190009123")]).replaced(f"Tel. {text}, bitte", MARK) == (
        f"Tel. {MARK}, bitte"
    )


@pytest.mark.parametrize("text", ["0561 90009-1234", "0561 90009-12", "10561 90009-123"])
def test_a_longer_or_shorter_number_is_another(text):
    assert not Mentions([number("+4956190009123")]).finds(text)


def test_the_number_of_all_authorities_is_nobodys():
    assert number("115") == ""


def test_an_address_is_met_across_lines_and_not_within_another():
    found = Mentions([address("Kanariweg 3, 34292 Ahnatal"), address("e.k@example.org")])
    assert found.finds("Kanariweg 3\n34292 Ahnatal")
    assert found.finds("Mail: E.K@example.org.")
    assert not found.finds("the.e.k@example.org e.k@example.organ")


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("Müßig-Kanari", "MUESSIG KANARI"),
        ("Mueller", "Frau Müller"),
        ("Maass", "Herr Maaß"),
        ("Öhe", "Frau O\u0308he"),
        ("Göß", "Frau Goess"),
        ("Strauß", "Frau \u017ftrauss"),
    ],
)
def test_no_hint_hides_a_mention(family, text):
    assert Mentions([alone(family)]).finds(text)
    assert Hints([family], []).allow(text)
    assert Hints([family], []).allow({"text": [text]})


def test_a_hint_spares_the_search_in_what_names_nobody():
    hints = Hints(["Zweigkanari"], ["+4956190009717"])
    assert not hints.allow("Sitzung am Montag, 0561 90009-718")
    assert hints.allow("0561 90009 - 7 17")
    assert not Hints([], []).allow("irgendwas")


def test_documents_keep_all_but_the_mention():
    found = Mentions(full_name(Name("Erika", "Muster")))
    document = {"Erika Muster": ["Erika Muster", 3, None, {"x": "Ort"}]}
    assert found.finds(document)
    assert found.replaced(document, MARK) == {"Erika Muster": [MARK, 3, None, {"x": "Ort"}]}
    assert not Mentions([]) and not Mentions([""]).finds("Erika Muster")
