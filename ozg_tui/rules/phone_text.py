"""How a number is written for other programs: with blanks, so that it stays a text."""

import re
from functools import lru_cache

from ozg_tui.rules.area_code import area_code
from ozg_tui.rules.extension import stem_of

_AUTHORITIES = "115"
_COUNTRY = "+49"
_WRITTEN_OUT = re.compile(r"\+[1-9]\d{0,2}(?: \d+)+(?:-\d+)?")
_NATIONAL = re.compile(r"0[1-9]\d{1,4}(?: \d+)+(?:-\d+)?")
_NO_DIGIT = re.compile(r"\D")


@lru_cache(maxsize=1_024)
def international(raw: str, e164: str) -> str:
    """Write a stored number as `+49 611 353-1950`; the extension apart where it was typed so.

    A spreadsheet makes a number of `+496113531950` and loses its plus.
    """
    if e164 == _AUTHORITIES:
        return e164
    # Most numbers are typed as they are wanted here; the library takes twenty times as long.
    digits = _NO_DIGIT.sub("", raw)
    if _WRITTEN_OUT.fullmatch(raw) and f"+{digits}" == e164:
        return raw
    if _NATIONAL.fullmatch(raw) and f"{_COUNTRY}{digits[1:]}" == e164:
        return f"{_COUNTRY} {raw[1:]}"
    return _rewritten(raw, e164)


def _rewritten(raw: str, e164: str) -> str:
    import phonenumbers

    stem = stem_of(raw, e164, is_switchboard=False)
    if stem is not None:
        code = (area_code(e164) or "")[1:]
        subscriber = stem.removeprefix(f"{_COUNTRY}{code}")
        return f"{_COUNTRY} {code} {subscriber}-{e164[len(stem) :]}"
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return raw
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
