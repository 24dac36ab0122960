"""How long something has been, as people say it."""

from __future__ import annotations

from ozg_tui.german.counting import counted

_EXACT_DAYS = 99
_MONTH, _YEAR = 30.4375, 365.25
_MONTHS_UNTIL = 24
_WORDS = (
    "null", "einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
)  # fmt: skip
_AS_GOOD_AS, _NEARLY, _ABOUT = 0.97, 0.75, 0.1


def since(days: int) -> str:
    """What follows »seit« for so many days: `41 Tagen`, `über fünf Monaten`, `fast vier Jahren`.

    Up to 99 days exactly; where a date decides, it stands beside.
    """
    if days <= _EXACT_DAYS:
        return counted(days, "Tag", "Tagen")
    if days < _MONTHS_UNTIL * _MONTH:
        return _told(days / _MONTH, "Monat", "Monaten")
    return _told(days / _YEAR, "Jahr", "Jahren")


def _told(number: float, one: str, many: str) -> str:
    whole, rest = int(number), number % 1
    before = ""
    if rest >= _NEARLY:
        whole, before = whole + 1, "" if rest >= _AS_GOOD_AS else "fast "
    elif rest >= _ABOUT:
        before = "über "
    word = _WORDS[whole] if whole < len(_WORDS) else str(whole)
    return f"{before}{word} {one if whole == 1 else many}"
