"""The examples of docs/command_line.md are run and compared."""

import re
import shlex
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs" / "command_line.md").read_text(encoding="utf-8")
FILES = re.findall(
    r"^`(\S+\.(?:json|csv))`:\n\n```(?:json|csv)\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE
)
BLOCKS = [
    [example.partition("\n")[::2] for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    for block in re.findall(r"^```console\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
]


def test_there_are_examples():
    assert sum(map(len, BLOCKS)) >= 8
    assert len(FILES) >= 2


@pytest.mark.parametrize("block", BLOCKS, ids=[each[0][0] for each in BLOCKS])
def test_examples(run, own, tmp_path, monkeypatch, block):
    """What stands in one block is done one after the other, in a store of its own."""
    monkeypatch.setenv("OZG_DB", own)
    for name, content in FILES:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command, shown in block:
        program, *arguments = shlex.split(command)
        assert program == "ozg-tui"
        answer = run(*arguments)
        assert answer.out + answer.err == shown
