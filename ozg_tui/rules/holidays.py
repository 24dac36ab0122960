"""The public holidays of Hessen by their names."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from ozg_tui.rules.errors import InputError


@cache
def holidays_of(year: int) -> Mapping[date, str]:
    """Give the public holidays of a year with their German names (§ 1 HFeiertagsG).

    Raises `InputError` for a year of which none are known.
    """
    # Loaded when a calendar is opened; it takes its language from the shell unless told one.
    from holidays import country_holidays

    found = country_holidays("DE", subdiv="HE", years=year, language="de")
    if not found:
        raise InputError(f"Für das Jahr {year} sind keine Feiertage bekannt.")
    return dict(found)
