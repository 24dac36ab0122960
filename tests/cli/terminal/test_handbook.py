"""`ozg-tui hilfe` shows a section of the Handbuch."""

import json


def test_a_word_leads_to_its_section(run):
    answer = run("hilfe", "Beschluß")
    assert answer.code == 0
    assert answer.out.splitlines()[1] == "Beschluss eintragen"
    assert "espen Enter B → »IKZ-0001" in answer.out
    assert "Auch in: " in answer.out
    assert run("hilfe", "am", "tisch").out.splitlines()[1] == "Der Tag am Tisch"


def test_without_a_word_all_are_named(run):
    answer = run("hilfe")
    assert "  Zwölf Anrufe" in answer.out.splitlines()
    assert json.loads(run("hilfe", "--json").out)["sections"][0]["title"] == "Das Programm starten"


def test_what_is_not_in_it_is_said(run):
    answer = run("hilfe", "quitte")
    assert answer.code == 3
    assert answer.out == (
        "Zu »quitte« steht nichts im Handbuch. Ohne Wort nennt »ozg-tui hilfe« alles.\n"
    )
