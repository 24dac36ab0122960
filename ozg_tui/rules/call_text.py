"""What may arrive as a call: a number as telephones write it, or a word for a withheld one.

Loads nothing, because the command that hands a call over must be quick.
"""

from ozg_tui.rules.errors import InputError

LONGEST = 40
"""Characters; the longest spelling of a real number has half of them."""

NOT_SENT = "nicht übermittelt"
"""What is kept in place of a number that was not transmitted."""

_LONGEST_ADDRESS = 200
"""Characters of a tel address with its parameters."""

_SIGNS = frozenset("0123456789+*#()/-. ")
_DIGITS = frozenset("0123456789")
_WITHHELD = frozenset(
    {
        "anonym", "anonymous", "privat", "private", "restricted", "unavailable", "unbekannt",
        "unknown", "unterdrückt", "withheld", NOT_SENT,
    }
)  # fmt: skip
_SCHEME = "tel:"
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_VALUE = _NAME | frozenset("+*#()/.:%_")
_EXTENSION = frozenset("0123456789().-")
_EMERGENCY = frozenset({"110", "112"})
_AUTHORITIES = "115"
_LONGEST_INTERNAL = 5
_SIP = ("sip:", "sips:")


def call_text(raw: str) -> str:
    """Check what a telephone handed over, and give it without blanks around it.

    A tel address with parameters comes back as one without them.

    Raises:
        InputError: the text cannot come from a telephone; the sentence says why.
    """
    text = raw.strip(" ")
    if text.lower().startswith(_SCHEME) and ";" in text:
        raw = text = f"{_SCHEME}{_without_parameters(text)}"
    if len(raw) > LONGEST:
        raise InputError(f"Eine Rufnummer hat höchstens {LONGEST} Zeichen.")
    if text.lower().startswith(_SIP):
        raise InputError(f"»{text}« ist eine SIP-Adresse, keine Rufnummer.")
    if is_withheld(text):
        return text
    number = text.lower().removeprefix(_SCHEME)
    if not _SIGNS.issuperset(number):
        raise InputError(
            f"»{text}« ist keine Rufnummer. Möglich sind Ziffern, Leerzeichen und »+*#()/-.«, "
            "davor »tel:«."
        )
    if _DIGITS.isdisjoint(number):
        raise InputError(f"»{text}« enthält keine Ziffer.")
    return text


def without_scheme(text: str) -> str:
    """Give the number of a tel address; other texts as they are."""
    return text[len(_SCHEME) :] if text.lower().startswith(_SCHEME) else text


def without_keys(text: str) -> str:
    """Give a number without keys that were pressed before it, as `*31#` for hiding one's own."""
    number = without_scheme(text).lstrip()
    keys, end, rest = number.partition("#")
    is_sequence = keys[:1] == "*" and keys[1:].isdecimal()
    return rest if is_sequence and end and any(map(str.isdecimal, rest)) else text


def without_prefix(text: str, prefix: str) -> str:
    """Give a number without the digits that a telephone system puts before numbers from outside.

    What the system leaves as it is stays: an internal number, one with plus, and +49 written as
    0049, which a prefix of 0 before an area code could also give.
    """
    number = without_scheme(text).strip()
    if not prefix or not number.startswith(prefix) or number.startswith("0049"):
        return text
    rest = number.removeprefix(prefix).lstrip(" -/")
    return rest if rest.startswith(("0", "+")) else text


def unreadable(text: str) -> str:
    """Say to somebody who is called why what the telephone shows is not looked up."""
    shown = without_scheme(text).strip()
    digits = "".join(filter(_DIGITS.__contains__, shown))
    if shown in _EMERGENCY:
        what = f"Das Telefon zeigt den Notruf {shown}; von dort kommt kein Anruf."
    elif "*" in shown or "#" in shown:
        what = f"Das Telefon zeigt »{shown}«, eine Tastenfolge und keine Rufnummer."
    elif shown.startswith(("+", "0")):
        what = f"»{shown}« ist keine vollständige Rufnummer."
    elif len(digits) <= _LONGEST_INTERNAL:
        what = f"»{shown}« sieht nach einem Anschluss im eigenen Haus aus."
    else:
        what = f"Bei »{shown}« fehlt die Vorwahl."
    return f"{what} Wer ruft an?"


def stranger(number: str) -> str:
    """Say to somebody who is called that nobody is known by this number."""
    if number == _AUTHORITIES:
        return "Die Behördennummer 115 ruft an. Um welche Kommune geht es?"
    return f"{number} ist bei niemandem gespeichert. Wer ruft an?"


def _without_parameters(address: str) -> str:
    """The number of a tel address (RFC 3966), with its area and its extension.

    What else may stand behind a semicolon says nothing about who calls.
    """
    if len(address) > _LONGEST_ADDRESS:
        raise InputError(f"Eine tel-Adresse hat höchstens {_LONGEST_ADDRESS} Zeichen.")
    number, *parameters = address[len(_SCHEME) :].split(";")
    found = {}
    for each in parameters:
        name, _, value = each.lower().partition("=")
        if not name or not _NAME.issuperset(name) or not _VALUE.issuperset(value):
            raise InputError(f"»{each}« ist keine Rufnummer und kein Zusatz einer tel-Adresse.")
        found[name] = value
    context, extension = found.get("phone-context", ""), found.get("ext", "")
    if context.startswith("+") and not number.startswith("+"):
        number = context + number
    if not _EXTENSION.issuperset(extension):
        raise InputError(f"»{extension}« ist keine Durchwahl; sie besteht aus Ziffern.")
    return f"{number}-{extension}" if extension else number


def is_withheld(text: str) -> bool:
    """Tell whether a telephone shows this in place of a number that was not transmitted."""
    word = text.strip().lower().removeprefix(_SCHEME).strip()
    return not word or word in _WITHHELD or word.startswith(_SIP)
