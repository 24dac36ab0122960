"""How a source is quoted: title, publisher, its day, and the day of its data."""

from datetime import date

from ozg_tui.rules.dates import format_date


def quoted(title: str, publisher: str, published_on: date | None, as_of: date | None = None) -> str:
    """A source in one line; without a day where it names none."""
    parts = [title, publisher]
    parts += [format_date(published_on)] if published_on else []
    parts += [f"Stand {format_date(as_of)}"] if as_of else []
    return ", ".join(part for part in parts if part)
