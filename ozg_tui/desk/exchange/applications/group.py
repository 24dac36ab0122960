"""Which rows of a list are one application, and what they say of it together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ozg_tui.desk.exchange.mapping import Mapped
from ozg_tui.desk.exchange.reading.table import Row
from ozg_tui.desk.exchange.understood import Fault

OF_MEMBER = frozenset({
    "member", "key", "role", "resolution", "session_on", "printed_matter", "copy_at_hand",
})  # fmt: skip
COSTS = (
    "personnel_before_cents", "personnel_after_cents", "material_before_cents",
    "material_after_cents",
)  # fmt: skip


class Group(NamedTuple):
    """The rows of one application with their texts by field; the first one begins it."""

    rows: tuple[Row, ...]
    values: tuple[Mapping[str, str], ...]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.rows[0].line

    @property
    def has_member_rows(self) -> bool:
        """Whether each Kommune has a row of its own."""
        return any(each.get("member") or each.get("key") for each in self.values)

    @property
    def has_costs_of_members(self) -> bool:
        """Whether costs stand beside more than the first Kommune."""
        return self.has_member_rows and any(
            each.get(name) for each in self.values[1:] for name in COSTS
        )

    def texts(self) -> dict[str, str]:
        """What is said of the whole application, by field; the first row that says it counts."""
        found: dict[str, str] = {}
        for each in self.values:
            for field, text in each.items():
                if field not in self._fields_of_members():
                    found.setdefault(field, text)
        return found

    def contradictions(self, mapped: Mapped) -> Iterator[Fault]:
        """Rows of one application that do not say the same of it."""
        said = self.texts()
        for row, values in zip(self.rows, self.values, strict=True):
            for field, text in values.items():
                if field in said and said[field] != text:
                    sentence = (
                        f"Für denselben Antrag steht weiter oben »{said[field]}«, ab Zeile "
                        f"{self.line}."
                    )
                    yield Fault(row.line, mapped.heading_of(field, row), text, sentence)

    def _fields_of_members(self) -> frozenset[str]:
        if not self.has_member_rows:
            return frozenset()
        return OF_MEMBER | frozenset(COSTS if self.has_costs_of_members else ())


def groups(rows: Sequence[Row], mapped: Mapped) -> list[Group]:
    """The applications of a list, in its order.

    A row goes on with the one before where it names a further Kommune and neither another title nor
    another number.
    """
    found: list[Group] = []
    for row in rows:
        values = mapped.values(row)
        if not values:
            continue
        if found and _goes_on(found[-1], values):
            before = found[-1]
            found[-1] = Group((*before.rows, row), (*before.values, values))
        else:
            found.append(Group((row,), (values,)))
    return found


def _goes_on(group: Group, values: Mapping[str, str]) -> bool:
    if not (values.get("member") or values.get("key")):
        return False
    said = group.texts()
    return all(values.get(field, "") in {"", said.get(field)} for field in ("title", "number"))
