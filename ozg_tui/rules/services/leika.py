"""Keys of the LeiKa, the catalogue of administrative services (now FIM): fourteen digits."""

import re

from ozg_tui.rules.errors import InputError

_KEY = re.compile(r"99\d{12}")
_BETWEEN = re.compile(r"[\s.\-/]")


def parse_leika_key(text: str) -> str:
    """Read a key, however it is grouped: `99 050 012 000 000`.

    Raises `InputError`. Source: FIM-Katalog, keys of services begin with 99.
    """
    key = _BETWEEN.sub("", text)
    if not _KEY.fullmatch(key):
        raise InputError(
            f"»{text.strip()}« ist kein LeiKa-Schlüssel: Er hat 14 Ziffern und beginnt mit 99."
        )
    return key
