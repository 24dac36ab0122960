"""ozg-tui geld: who pays, what is free, and a commitment that breaks no cap."""

import pytest

from tests.kit.commands import refused


@pytest.fixture
def fresh(run, own, monkeypatch):
    monkeypatch.setenv("OZG_DB", own)
    return run


def test_who_pays_in_which_year(fresh):
    assert fresh("geld", "zahler", "2024", "--json").json["bearer"] == "Land"
    assert fresh("geld", "zahler", "2025").out == "ungeklärt: Für 2025 gibt es keine Zusage.\n"
    assert fresh("money", "payer", "2024", "Mängelmelder", "--json").json["bearer"] == "ungeklärt"


def test_a_commitment_lowers_what_is_free(fresh):
    refused(fresh("geld", "binden", "efa-betriebskosten", "2024", "3.900.000,01", "X"), 4, "0,01")
    assert fresh("geld", "binden", "efa-betriebskosten", "2024", "25t", "Wohngeld").code == 0
    lines = fresh("geld", "zeigen", "--json").json["lines"]
    (year,) = [each for each in lines[0]["years"] if each["year"] == 2024]
    assert (year["committed"], year["free"]) == (2_500_000, 387_500_000)
    assert "efa-betriebskosten" in fresh("geld", "zeigen").out
    refused(fresh("geld", "binden", "efa-betriebskosten", "24", "25t", "X"), 2, "vier Ziffern")
