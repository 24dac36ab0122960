"""Times of day as people type them."""

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator

from ozg_tui.desk.core.values import Optional, refuse
from ozg_tui.text import clean

_TYPED = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?")


def format_time(moment: time) -> str:
    """Write a time as 09:30."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def read_time(value: Any) -> Any:
    """Read a time of day; what is no text is handed on. Raises pydantic's error with a sentence."""
    if not isinstance(value, str):
        return value
    shown = clean(value).strip()
    typed = shown.lower().removesuffix("uhr").removesuffix("h").strip()
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise refuse(
            "input", f"»{shown}« ist keine Uhrzeit. Möglich sind zum Beispiel 9, 930 oder 9:30."
        )
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise refuse("input", f"Die Uhrzeit {hour:02d}:{minute:02d} gibt es nicht.")
    return time(hour, minute)


OptionalTime = Annotated[Annotated[time, BeforeValidator(read_time)] | None, Optional]
