"""`ozg-tui kontakt ende`: the office ends as it does by the key; names are invented."""

import pytest

from ozg_tui.cli.kit.failures import Exit
from tests.kit.commands import refused

LIST = "Nachname;Vorname;Firma;Funktion\nAltmeier;Anna;Gemeinde Ahnatal;Leitung der Verwaltung\n"


@pytest.fixture
def anna(run, own, tmp_path, monkeypatch) -> str:
    monkeypatch.setenv("OZG_DB", own)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    run("import", "kontakte", "--datei", str(tmp_path / "liste.csv"), "--uebernehmen")
    (found,) = run("kontakt", "list", "Altmeier", "--json").json["contacts"]
    return str(found["id"])


def test_a_probe_says_what_would_be_and_a_save_does_it(run, anna):
    ending = ("kontakt", "ende", anna, "--grund", "wahl", "--seit", "1.5.2021",
              "--nachfolge", "Dr. Erika Beispiel")  # fmt: skip
    probe = run(*ending, "--probe")
    assert probe.out.splitlines() == [
        "Anna Altmeier: Probe.",
        "  Endet am 30.04.2021: Leitung der Verwaltung",
        "  Nachfolge: Dr. Erika Beispiel (neu)",
    ]
    assert run("kontakt", "list", "Beispiel", "--json").json["total"] == 0
    saved = run(*ending, "--json").json
    assert (saved["saved"], saved["title"]) == (
        True, "Anna Altmeier (nicht mehr im Amt seit 01.05.2021 (Wahl))",
    )  # fmt: skip
    found = run("kontakt", "list", "Altmeier", "--json").json["contacts"]
    assert [each["historic"] for each in found] == [True]
    (after,) = run("kontakt", "list", "Beispiel", "--json").json["contacts"]
    assert after["roles"] == ["head"]


def test_what_cannot_be_is_refused_with_the_sentence_of_the_form(run, anna):
    refused(run("kontakt", "ende", anna, "--grund", "laune"), Exit.USAGE, "Grund: Möglich sind")
    refused(run("kontakt", "ende", "99", "--grund", "wahl"), Exit.NOT_FOUND, "nicht mehr")
