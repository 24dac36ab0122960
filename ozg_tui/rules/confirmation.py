"""When what the desk knows about a person has to be asked again."""

from datetime import date

from dateutil.relativedelta import relativedelta

STALE_AFTER_MONTHS = 12
"""How old a confirmation may be: a convention of the desk, not a rule of law.

After a year functions and extensions have often changed hands; the report on contact details
counts by the same span.
"""


def fresh_since(on: date) -> date:
    """Give the first day whose confirmations still count on a day."""
    return on - relativedelta(months=STALE_AFTER_MONTHS)


def is_stale(confirmed_on: date | None, on: date) -> bool:
    """Tell whether something has to be asked again; what was never confirmed always has to be."""
    return confirmed_on is None or confirmed_on < fresh_since(on)


def months_since(confirmed_on: date, on: date) -> int:
    """Count the full months between a confirmation and a day; 0 for one that lies ahead."""
    passed = relativedelta(on, confirmed_on)
    return max(0, 12 * passed.years + passed.months)


def question(label: str, whose: str, value: str, confirmed_on: date | None, on: date) -> str:
    """Ask for one detail: `E-Mail von Erika Beispiel noch e@b.de? Zuletzt bestätigt vor …`."""
    asked = f"{label} von {whose} noch {value}?"
    if confirmed_on is None:
        return f"{asked} Noch nie bestätigt."
    months = months_since(confirmed_on, on)
    recent = {0: "vor weniger als einem Monat", 1: "vor einem Monat"}
    when = recent.get(months, f"vor {months} Monaten")
    return f"{asked} Zuletzt bestätigt {when}."
