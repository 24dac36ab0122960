"""ozg-tui anbindung: the same functions as the screens, for scripts."""

import pytest

from ozg_tui.cli.services.options import ROLLOUT_CONDITIONS
from ozg_tui.desk.services.matrix import CONDITIONS


@pytest.fixture
def fresh(run, own, monkeypatch):
    monkeypatch.setenv("OZG_DB", own)
    return run


def test_what_is_set_is_shown_listed_and_counted(fresh):
    first = fresh(
        "anbindung", "setzen", "Ahnatal", "Mängelmelder", "live", "--finder", "ja", "--json"
    )
    assert first.code == 0
    assert (first.json["recorded"], first.json["changes"]) == (True, 13)
    again = fresh("rollout", "set", "06633001", "mängel", "live", "--json").json
    assert (again["recorded"], again["changes"], again["unchanged"]) == (False, 0, 13)
    shown = fresh("anbindung", "zeigen", "Ahnatal", "--json").json["bundles"]
    assert [each["live"] for each in shown if each["title"] == "Mängelmelder"] == [13]
    one = fresh("anbindung", "zeigen", "Ahnatal", "Mängelmelder 3", "--json").json["services"]
    assert [(each["state"], each["in_finder"]) for each in one] == [("live", True)]
    listed = fresh("anbindung", "list", "Mängelmelder", "--json").json["municipalities"]
    assert [each["name"] for each in listed] == ["Ahnatal"]
    counted = fresh("anbindung", "zahlen", "--json").json
    assert counted["land"]["responsibilities"] == {"part": 13, "whole": 442 * 70}
    assert sum(each["responsibilities"]["part"] for each in counted["districts"]) == 13
    lacking = fresh("anbindung", "luecken", "Vellmar", "--json").json
    assert lacking["gaps"][0]["neighbours"] == {"part": 1, "whole": 4}
    assert "(Ahnatal)" in lacking["gaps"][0]["sentence"]


def test_a_trial_writes_nothing(fresh):
    tried = fresh("anbindung", "setzen", "Ahnatal", "Soziales", "live", "--probe", "--json").json
    assert (tried["recorded"], tried["changes"]) == (False, 1)
    assert fresh("anbindung", "list", "Soziales", "--json").json["municipalities"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("Ahnatal", "Soziales", "fertig"), 2, "ist kein Stand"),
        (("Ahnatal", "Sozial", "live", "--seit", "32.13."), 2, ""),
        (("Ahnatal", "Unsinn", "live"), 3, "weder ein Bündel noch eine Leistung"),
        (("Fulda", "Soziales", "live"), 3, "nicht eindeutig"),
        (("Ahnatal", "Soziales", "live", "--finder", "vielleicht"), 2, "Möglich sind: ja, nein"),
        (("Ahnatal", "Soziales", "live", "--seit", "31.12.2090"), 4, "liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(fresh, arguments, code, said):
    answer = fresh("anbindung", "setzen", *arguments)
    assert answer.code == code
    assert said in " ".join((answer.out + answer.err).split())


def test_the_names_of_conditions_are_those_of_the_desk():
    assert tuple(CONDITIONS) == ROLLOUT_CONDITIONS
