"""What README.md promises is there: pictures, files it links to, the words of the sources."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = tomllib.loads((ROOT / "seeds" / "sources.toml").read_text(encoding="utf-8"))["source"]


@pytest.mark.parametrize("target", re.findall(r"\]\(([^):]+)\)", README))
def test_what_it_links_to_exists(target):
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("source", SOURCES, ids=[each["code"] for each in SOURCES])
def test_every_source_is_named_as_it_asks(source):
    assert f"| {source['code']} | {source['title'].removesuffix(' (ohne Datum)')}, " in README
    assert source["publisher"] in README
    assert source.get("attribution", "") in README
