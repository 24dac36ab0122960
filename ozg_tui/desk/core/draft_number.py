"""Under which number a draft is kept: that of the record; for a new one its Kommune, negative.

So an unfinished form for one Kommune is never taken for that of another.
"""

from collections.abc import Mapping

_NEW = 0


def draft_number(record_id: int | None, prefill: Mapping[str, str]) -> int:
    """The number for a form of this record, or of a new one with these fields filled in."""
    return record_id or -int(prefill.get("organisation_id", _NEW))


def opens_draft(number: int) -> tuple[int | None, dict[str, str]]:
    """The record and the prefilled fields of the form whose draft has this number."""
    if number < 0:
        return None, {"organisation_id": str(-number)}
    return number or None, {}
