"""Money: whole cents inside, German notation outside, never a float."""

import re
import unicodedata
from decimal import Decimal

from ozg_tui.german.counting import number
from ozg_tui.rules.errors import InputError

# Beyond this the stored 64-bit integer would be in danger, and no budget is that large.
_MOST_DIGITS = 15

_CURRENCY = re.compile(r"^(?:€|euro?)\s*|\s*(?:€|euro?)$", re.IGNORECASE)
_FACTOR = re.compile(r"\s*(t|tsd\.?|m|mio\.?)$", re.IGNORECASE)
_DASH_CENTS = re.compile(r",\s*(?:-{1,2})$")
_NUMBER = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?P<fraction>[0-9]+))?"
)
_POINT_AS_COMMA = re.compile(r"([0-9]+)\.([0-9]{1,2})")
_MINUS = str.maketrans({"−": "-", "–": "-", "‑": "-"})


def parse_amount(text: str, *, allow_negative: bool = False) -> int:
    """Read an amount in euros as it is written in German and give it in cents.

    `25.000,00`, `25000`, `1.234,5`, `25t` (thousand), `3,9m` (million), `25.000,-`, with or
    without € or EUR. A point groups thousands and nothing else.

    Raises:
        InputError: the text is no amount, is ambiguous, or is negative without leave.
    """
    shown = text.strip()
    typed = " ".join(unicodedata.normalize("NFKC", shown).translate(_MINUS).split())
    if not typed:
        raise InputError("Bitte geben Sie einen Betrag ein, zum Beispiel 25.000,00.")
    negative = typed.startswith("-")
    if negative:
        typed = typed[1:].lstrip()
    typed = _CURRENCY.sub("", _CURRENCY.sub("", typed))
    if negative and not allow_negative:
        raise InputError(f"»{shown}«: Ein negativer Betrag ist hier nicht möglich.")
    factor = 0
    suffix = _FACTOR.search(typed)
    if suffix:
        factor = 3 if suffix[1].lower().startswith("t") else 6
        typed = typed[: suffix.start()]
    cents = to_cents(_decimal(_DASH_CENTS.sub("", typed), shown, factor))
    return -cents if negative else cents


def format_cents(cents: int) -> str:
    """Write cents as 25.000,00 EUR."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{number(euros)},{rest:02d} EUR"


def format_percent_down(numerator: int, denominator: int) -> str:
    """Write `numerator / denominator` in percent, two decimals, always rounded down.

    A figure just below a threshold must never be shown as having reached it, so the rounding goes
    toward minus infinity.

    Raises:
        InputError: `denominator` is not positive.
    """
    if denominator <= 0:
        raise InputError("Ein Anteil lässt sich nur an einer Zahl größer als null messen.")
    hundredths = numerator * 10_000 // denominator
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole},{rest:02d} %"


def format_percent(percent: Decimal) -> str:
    """Write a percentage that is exact already: 15 %, 12,5 %."""
    text = f"{percent:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + " %"


def split_equally(total_cents: int, parts: int) -> list[int]:
    """Split cents into equal parts; left-over cents go to the first ones, the sum is exact.

    Raises:
        InputError: `parts` is less than one.
    """
    if parts < 1:
        raise InputError("Ein Betrag lässt sich nur auf mindestens einen Anteil verteilen.")
    share, rest = divmod(total_cents, parts)
    return [share + 1] * rest + [share] * (parts - rest)


def to_cents(amount: Decimal) -> int:
    """Turn euros into whole cents, exactly.

    Raises:
        InputError: the amount has parts of a cent, is not a number, or is beyond all measure.
    """
    if not amount.is_finite():
        raise InputError("Das ist kein Betrag.")
    if amount.is_zero():
        return 0
    if amount.adjusted() >= _MOST_DIGITS:
        raise InputError("Der Betrag ist zu groß. Bitte prüfen Sie die Zahl der Stellen.")
    sign, digits, exponent = amount.as_tuple()
    shift = int(exponent) + 2
    number = int("".join(map(str, digits)))
    if shift >= 0:
        cents = number * int(10**shift)
    else:
        # Compared digit by digit: arithmetic in a decimal context could round the rest away.
        if any(digits[shift:]):
            raise InputError(
                "Bruchteile eines Cents gibt es nicht. "
                "Bitte höchstens zwei Stellen nach dem Komma schreiben."
            )
        cents = int("".join(map(str, digits[:shift])) or "0")
    return -cents if sign else cents


def _decimal(number: str, shown: str, factor: int) -> Decimal:
    found = _NUMBER.fullmatch(number)
    if not found:
        raise InputError(_why_no_amount(number, shown, factor))
    fraction = found["fraction"] or ""
    if len(fraction) > 2 and not factor:
        raise InputError(
            f"»{shown}« hat mehr als zwei Stellen nach dem Komma. "
            "Tausender bitte mit Punkt schreiben, zum Beispiel 1.234,50."
        )
    whole = found["whole"].replace(".", "").replace(" ", "")
    if len(whole) + factor > _MOST_DIGITS:
        raise InputError("Der Betrag ist zu groß. Bitte prüfen Sie die Zahl der Stellen.")
    return Decimal(f"{whole}.{fraction or '0'}E{factor}")


def _why_no_amount(number: str, shown: str, factor: int) -> str:
    point = _POINT_AS_COMMA.fullmatch(number)
    if point and not factor:
        return (
            f"Ist »{shown}« {point[1]},{point[2]} EUR oder {int(point[1] + point[2])} EUR? "
            "Bitte mit Komma schreiben."
        )
    if number.count(",") > 1:
        return f"»{shown}« enthält mehr als ein Komma. Bitte zum Beispiel 1.234,50 schreiben."
    if re.fullmatch(r"[0-9., ]+", number):
        return (
            f"»{shown}« ist nicht in Tausender gegliedert. "
            "Bitte zum Beispiel 25.000,00 oder 25000 schreiben."
        )
    return f"»{shown}« ist kein Betrag. Möglich sind zum Beispiel 25.000,00 oder 25t."
