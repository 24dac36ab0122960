"""The examples of docs/command_line.md are run and compared."""

import re
import shlex
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs" / "command_line.md").read_text(encoding="utf-8")
FILES = re.findall(
    r"^`(\S+\.(?:json|csv))`:\n\n```(?:json|csv)\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE
)
EXAMPLES = [
    example.partition("\n")[::2]
    for block in re.findall(r"^```console\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


def test_there_are_examples():
    assert len(EXAMPLES) >= 8
    assert len(FILES) == 3


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[each[0] for each in EXAMPLES])
def test_example(run, tmp_path, monkeypatch, command, shown):
    for name, content in FILES:
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(command)
    assert program == "ozg-tui"
    answer = run(*arguments)
    assert answer.out + answer.err == shown
