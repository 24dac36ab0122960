"""Which rows of a list are one application, and what they say of it together."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ozg_tui.desk.exchange.file import Line
from ozg_tui.desk.exchange.understood import Fault

OF_MEMBER = frozenset({
    "member", "key", "role", "resolution", "session_on", "printed_matter", "copy_at_hand",
})  # fmt: skip
COSTS = (
    "personnel_before_cents", "personnel_after_cents", "material_before_cents",
    "material_after_cents",
)  # fmt: skip


class Group(NamedTuple):
    """The rows of one application; the first one begins it."""

    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.lines[0].number

    @property
    def has_member_rows(self) -> bool:
        """Whether each Kommune has a row of its own."""
        return any(_names_a_member(each) for each in self.lines)

    @property
    def has_costs_of_members(self) -> bool:
        """Whether costs stand beside more than the first Kommune."""
        return self.has_member_rows and any(
            each.values.get(name) for each in self.lines[1:] for name in COSTS
        )

    def texts(self) -> dict[str, str]:
        """What is said of the whole application, by field; the first row that says it counts."""
        found: dict[str, str] = {}
        for each in self.lines:
            for field, text in each.values.items():
                if field not in self._fields_of_members():
                    found.setdefault(field, text)
        return found

    def contradictions(self) -> Iterator[Fault]:
        """Rows of one application that do not say the same of it."""
        said = self.texts()
        for line in self.lines:
            for field, text in line.values.items():
                if field in said and said[field] != text:
                    sentence = (
                        f"Für denselben Antrag steht weiter oben »{said[field]}«, ab Zeile "
                        f"{self.line}."
                    )
                    yield line.fault(field, sentence)

    def _fields_of_members(self) -> frozenset[str]:
        if not self.has_member_rows:
            return frozenset()
        return OF_MEMBER | frozenset(COSTS if self.has_costs_of_members else ())


def groups(lines: Iterable[Line]) -> list[Group]:
    """The applications of a list, in its order.

    A row goes on with the one before where it names a further Kommune and neither another title nor
    another number.
    """
    found: list[Group] = []
    for line in lines:
        if not line.values:
            continue
        if found and _goes_on(found[-1], line):
            found[-1] = Group((*found[-1].lines, line))
        else:
            found.append(Group((line,)))
    return found


def _names_a_member(line: Line) -> bool:
    return bool(line.values.get("member") or line.values.get("key"))


def _goes_on(group: Group, line: Line) -> bool:
    if not _names_a_member(line):
        return False
    said = group.texts()
    return all(line.values.get(field, "") in {"", said.get(field)} for field in ("title", "number"))
