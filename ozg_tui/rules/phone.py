"""Telephone numbers: many spellings, one number to find a caller by."""

import re
import unicodedata
from functools import lru_cache

from ozg_tui.rules.call_text import LONGEST, is_withheld
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.values import Value

# The shortest real German number is a switchboard such as 06442 96-0. What is shorter is a stem
# without its extension, and the library would take that for valid.
_SHORTEST_NATIONAL = 7
_LONGEST_LOCAL = 9
_AUTHORITY_NUMBER = "115"
_COUNTRY = 49

_INVISIBLE = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_PREFIX = re.compile(r"tel(?:\.:?|:)\s*", re.IGNORECASE)
_FOREIGN = re.compile(r"[^0-9+()/. -]")


class PhoneNumber(Value):
    """A number as it was written and as it is compared: E.164, or 115 for the Behördennummer."""

    raw: str
    e164: str


@lru_cache(maxsize=1_024)
def normalise(raw: str, area_code: str | None = None) -> PhoneNumber:
    """Read a number in any usual spelling.

    `area_code` (for example `0611`) completes a number that was written without one; without it
    such a number is refused, because it could belong to any town.

    Raises:
        InputError: the text is no complete telephone number; the sentence says why.
    """
    import phonenumbers

    text = _cleaned(raw)
    if text == _AUTHORITY_NUMBER:
        return PhoneNumber(raw=raw, e164=_AUTHORITY_NUMBER)
    dialled = _dialled(text, area_code)
    try:
        number = phonenumbers.parse(dialled, "DE")
    except phonenumbers.NumberParseException as error:
        raise InputError(f"»{text}« ist keine Telefonnummer.") from error
    national = phonenumbers.national_significant_number(number)
    if number.country_code == _COUNTRY and len(national) < _SHORTEST_NATIONAL:
        raise InputError(f"»{text}« ist zu kurz. Fehlt die Durchwahl?")
    if not phonenumbers.is_valid_number(number):
        raise InputError(
            f"»{text}« ist keine gültige Telefonnummer. Bitte prüfen Sie Vorwahl und Länge."
        )
    return PhoneNumber(
        raw=raw, e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    )


def completed(raw: str, area_code: str | None = None) -> str:
    """Give a number as it was written, with the area code in front if it was left out.

    What comes back can be read without knowing the town. Raises as `normalise` does.
    """
    normalise(raw, area_code)
    text = _cleaned(raw)
    if text == _AUTHORITY_NUMBER or _compact(text).startswith(("+", "0")):
        return raw
    return normalise(f"{area_code} {text}").raw


def format_national(e164: str) -> str:
    """Write a German number as 0611 3531950, a foreign one internationally.

    Raises:
        InputError: `e164` is neither E.164 nor 115.
    """
    import phonenumbers

    if e164 == _AUTHORITY_NUMBER:
        return e164
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException as error:
        raise InputError(f"»{e164}« ist keine gespeicherte Telefonnummer.") from error
    layout = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == _COUNTRY
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, layout)


def _cleaned(raw: str) -> str:
    text = raw.strip().translate(_INVISIBLE).translate(_DASHES)
    if any(unicodedata.category(char) == "Cc" for char in text):
        raise InputError("Die Telefonnummer enthält Steuerzeichen. Bitte tippen Sie sie neu.")
    text = " ".join(_PREFIX.sub("", unicodedata.normalize("NFKC", text), count=1).split())
    if len(text) > LONGEST:
        raise InputError(f"Eine Telefonnummer hat höchstens {LONGEST} Zeichen.")
    if not text:
        raise InputError("Bitte geben Sie eine Telefonnummer ein, zum Beispiel 0611 353-1950.")
    if is_withheld(text):
        raise InputError(
            f"»{text}« ist keine Telefonnummer. Die Rufnummer wurde nicht übermittelt."
        )
    if any(char.isalpha() for char in text):
        raise InputError(f"In einer Telefonnummer stehen keine Buchstaben: »{text}«.")
    if _FOREIGN.search(text) or "+" in text[1:]:
        raise InputError(f"»{text}« enthält Zeichen, die nicht in eine Telefonnummer gehören.")
    return text


def _compact(text: str) -> str:
    trunk_zero = "" if re.match(r"\+|00", text) else "0"
    return re.sub(r"[^0-9+]", "", re.sub(r"\(\s*0\s*\)", trunk_zero, text, count=1))


def _dialled(text: str, area_code: str | None) -> str:
    compact = _compact(text)
    if compact.startswith(("+", "0")):
        return compact
    if area_code is None or len(compact) > _LONGEST_LOCAL:
        raise InputError(f"Bei »{text}« fehlt die Vorwahl. Bitte mit führender 0 oder + schreiben.")
    prefix = re.sub(r"[^0-9]", "", area_code)
    if not re.fullmatch(r"0[1-9][0-9]{1,4}", prefix):
        raise InputError(f"»{area_code}« ist keine Vorwahl. Erwartet wird zum Beispiel 0611.")
    return prefix + compact
