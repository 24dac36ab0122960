"""`ozg-tui auskunft` and `ozg-tui verarbeitungen`."""

import json

import pytest


@pytest.fixture(scope="module")
def asked() -> str:
    """A person of the sources."""
    return "Benjamin Maser"


def test_the_answer_comes_as_text_and_as_json(run, asked):
    text = run("auskunft", asked)
    assert text.code == 0
    assert "0611 353 1956" in text.out
    assert max(map(len, text.out.splitlines())) <= 80
    answer = json.loads(run("auskunft", asked, "--json").out)
    assert answer["person"]["name"] == asked
    assert {"contact", "phone_number", "seed_record", "change"} <= {
        each["table"] for each in answer["rows"]
    }


def test_it_goes_into_a_new_file_alone(run, asked, tmp_path):
    path = tmp_path / "a.md"
    assert run("auskunft", asked, "--format", "markdown", "--nach", str(path)).code == 0
    assert path.read_text(encoding="utf-8").startswith("# Auskunft")
    assert path.stat().st_mode & 0o077 == 0
    again = run("auskunft", asked, "--nach", str(path))
    assert again.code == 2
    assert "gibt es schon" in again.err


def test_a_pdf_needs_a_file(run, asked):
    answer = run("auskunft", asked, "--format", "pdf")
    assert answer.code == 2
    assert "--nach" in answer.err


def test_several_people_are_named_with_their_numbers(run):
    answer = run("auskunft", "0611 353195")
    assert answer.code == 3
    assert "kann mehrere meinen" in answer.err
    number = answer.err.split("Maser, Benjamin, ")[1].split("(")[1].split(")")[0]
    assert "Benjamin Maser" in run("auskunft", number).out


def test_the_record_of_processing_says_what_is_only_proposed(run):
    assert "noch nicht bestätigt" in " ".join(run("verarbeitungen").out.split())
    found = json.loads(run("verarbeitungen", "--json").out)
    assert found["total"] == len(found["activities"]) >= 8
