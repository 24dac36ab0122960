"""The lines of vCards: unfolded, decoded, with groups and parameters; versions 2.1, 3.0 and 4.0."""

import quopri
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_NAME = re.compile(
    r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9-]+)\s*((?:;(?:[^:;\"]|\"[^\"]*\")*)*):(.*)", re.S
)
_PARAMETER = re.compile(r";((?:[^;\"]|\"[^\"]*\")*)")
_QUOTED_PRINTABLE = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


class Property(NamedTuple):
    """One property of a card; `types` in capitals, `raw` as it stood behind the colon."""

    line: int
    group: str
    name: str
    types: frozenset[str]
    parameters: Mapping[str, str]
    raw: str

    @property
    def is_quoted_printable(self) -> bool:
        """Whether bytes are written as `=C3=BC`, as Outlook does."""
        return self.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE"

    @property
    def text(self) -> str:
        """The value as one text."""
        return self._decoded(self.raw)

    @property
    def parts(self) -> tuple[str, ...]:
        """The components, each decoded after the split: `=3B` is no separator."""
        return tuple(self._decoded(part) for part in _split(self.raw, ";"))

    def _decoded(self, raw: str) -> str:
        if self.is_quoted_printable:
            charset = self.parameters.get("CHARSET", "utf-8")
            octets = quopri.decodestring(raw.encode("utf-8", "replace"))
            raw = _as_text(octets, charset)
        found = _ESCAPED.sub(lambda at: "\n" if at[1] in "nN" else at[1], raw)
        return found.replace("\r\n", "\n").strip()


def properties(content: str) -> Iterator[Property | tuple[int, str]]:
    """The properties of all cards in a text; a line that is none comes as its number and text."""
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    index = 0
    while index < len(lines):
        begun, pieces = index + 1, [lines[index]]
        is_soft = _QUOTED_PRINTABLE.match(lines[index]) is not None
        index += 1
        while index < len(lines):
            if is_soft and pieces[-1].endswith("="):
                # A soft break; what follows is the text itself, whatever it begins with.
                pieces[-1] = pieces[-1][:-1]
                pieces.append(lines[index])
            elif lines[index][:1] in (" ", "\t"):
                pieces.append(lines[index][1:])
            else:
                break
            index += 1
        line = "".join(pieces)
        if line.strip():
            yield _property(begun, line) or (begun, line)


def _property(number: int, line: str) -> Property | None:
    found = _NAME.fullmatch(line.strip())
    if found is None:
        return None
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for text in _PARAMETER.findall(found[3]):
        name, is_named, value = text.partition("=")
        name, value = name.strip().upper(), value.strip().strip('"')
        if name == "TYPE":
            types.update(each.strip().strip('"').upper() for each in value.split(","))
        elif is_named:
            parameters[name] = value
        elif name in _BARE_ENCODINGS:
            parameters["ENCODING"] = name
        else:
            types.add(name)
    return Property(
        number, found[1] or "", found[2].upper(), frozenset(types), parameters, found[4]
    )


def _as_text(octets: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return octets.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return octets.decode("latin-1")


def _split(raw: str, separator: str) -> list[str]:
    parts, start, is_escaped = [], 0, False
    for index, char in enumerate(raw):
        if is_escaped:
            is_escaped = False
        elif char == "\\":
            is_escaped = True
        elif char == separator:
            parts.append(raw[start:index])
            start = index + 1
    return [*parts, raw[start:]]
