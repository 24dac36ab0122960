"""The Vermerk of an IKZ application on the output and as a file."""

import io
import resource
import stat

import pytest
from pypdf import PdfReader

from ozg_tui.cli.kit.failures import UsageError
from ozg_tui.cli.kit.papers import write_new
from tests.kit.commands import refused
from tests.kit.schemas import IKZ_MEMO, fits


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ((), "Vermerk zum IKZ-Antrag IKZ-0003: OZG-Team Fulda\n=="),
        (("--format", "markdown"), "# Vermerk zum IKZ-Antrag IKZ-0003: OZG-Team Fulda\n"),
    ],
)
def test_vermerk_goes_to_the_output(ikz, form, begins):
    answer = ikz("vermerk", "IKZ-0003", *form)
    assert answer.code == 0
    assert answer.out.startswith(begins)
    assert "Beschlüsse: 3 von 3 gefasst" in answer.out
    assert answer.out.count("Zwischenstand") == 1
    as_json = ikz("memo", "IKZ-0003", *form, "--json")
    assert fits(as_json.json, IKZ_MEMO)["document"] == answer.out


def test_vermerk_names_an_id_that_leads_back_to_its_judgement(ikz):
    judged = ikz("pruefen", "--antrag", "IKZ-0002", "--stichtag", "15.01.2022", "--json").json
    assert judged["determination"] in ikz("vermerk", "IKZ-0002").out
    kept = ikz("kennung", judged["determination"], "--json")
    assert (kept.code, kept.json["number"]) == (0, "IKZ-0002")


def test_vermerk_as_a_file_for_its_owner_alone(ikz, tmp_path):
    path = tmp_path / "vermerk.txt"
    answer = ikz("vermerk", "IKZ-0001", "--nach", str(path))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Vermerk zu IKZ-0001 geschrieben: ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == ikz("vermerk", "IKZ-0001", "--nach", "-").out


def test_vermerk_as_pdf(ikz, tmp_path):
    path = tmp_path / "vermerk.pdf"
    answer = ikz("vermerk", "IKZ-0001", "--format", "pdf", "--nach", str(path), "--json")
    found = fits(answer.json, IKZ_MEMO)
    assert (found["file"], found["document"]) == (str(path), None)
    content = path.read_bytes()
    assert len(content) == found["bytes"]
    assert "IKZ-0001" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_vermerk_never_writes_over_a_file(ikz, tmp_path):
    there, link = tmp_path / "da.txt", tmp_path / "verweis.txt"
    there.write_text("alt")
    link.symlink_to(tmp_path / "fehlt.txt")
    for path in (there, link):
        refused(ikz("vermerk", "IKZ-0001", "--nach", str(path)), 2, "gibt es schon")
    assert there.read_text() == "alt"
    assert not (tmp_path / "fehlt.txt").exists()


def test_vermerk_that_cannot_be_finished_leaves_nothing(tmp_path):
    path = tmp_path / "vermerk.pdf"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(UsageError, match="Ist genug Platz frei"):
            write_new(str(path), b"x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not path.exists()


def test_vermerk_that_cannot_be_written(ikz, tmp_path):
    missing = tmp_path / "nein" / "vermerk.txt"
    refused(ikz("vermerk", "IKZ-0001", "--nach", str(missing)), 2, "Den Ordner gibt es nicht.")
    named = tmp_path / "\x1b]0;x\x07" / "v.txt"
    refused(ikz("vermerk", "IKZ-0001", "--nach", str(named)), 2, "·]0;x·")
    refused(ikz("vermerk", "IKZ-0001", "--format", "pdf"), 2, "--nach")
    refused(ikz("vermerk", "IKZ-0001", "--format", "pdf", "--nach", "-"), 2, "--nach")
    refused(
        ikz("vermerk", "IKZ-0001", "--format", "docx"),
        2,
        "»docx« gibt es hier nicht. Möglich sind: text, markdown, pdf.",
    )
