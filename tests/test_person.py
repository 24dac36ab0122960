"""The name in the history is one that people can read and tell apart."""

import pytest

from ozg_tui.person import NameRefusedError, default_actor, given_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("beck", "beck"),
        ("  Erika   Muster ", "Erika Muster"),
        ("Mu\u0308ller", "Müller"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_has_one_spelling(given: str, kept: str) -> None:
    assert given_name(given) == kept


@pytest.mark.parametrize(
    "given", ["   ", "x" * 61, "Stammdaten", "STAMMDATEN ", "b\udcfcck", "be\u202eck", "be\x1bck"]
)
def test_a_name_that_misleads_is_refused_with_a_sentence(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OZG_USER", given)
    with pytest.raises(NameRefusedError, match="OZG_USER"):
        default_actor()


def test_an_account_whose_name_misleads_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OZG_USER", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "stammdaten")
    assert default_actor() == "unbekannt"
