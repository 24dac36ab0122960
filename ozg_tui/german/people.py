"""How people are called, and how it reads that somebody has left."""

from datetime import date

from ozg_tui.german.labels import LEAVING_REASONS


def person(title: str | None, given_name: str | None, family_name: str | None) -> str:
    """`Dr. Käthe Müller`; what is not known is left out."""
    return " ".join(part for part in (title, given_name, family_name) if part)


def no_longer(historic_on: date, left_reason: str | None) -> str:
    """`nicht mehr im Amt seit 01.11.2026 (Wahl)`, or the day of a source that is past."""
    day = f"{historic_on:%d.%m.%Y}"
    if left_reason is None:
        return f"Stand {day}, nicht mehr aktuell"
    return f"nicht mehr im Amt seit {day} ({LEAVING_REASONS[left_reason]})"
