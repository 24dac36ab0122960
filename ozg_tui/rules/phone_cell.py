"""Telephone cells of lists: several numbers, remarks, extensions in one cell.

What is clear is taken apart; where a cell can be read in two ways it stays a question with what it
may mean. A library would take `(Zentrale)` or `DW 12` for further digits of a valid number.
"""

import re
import unicodedata
from enum import StrEnum

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.extension import LONGEST_EXTENSION
from ozg_tui.rules.phone import completed, normalise
from ozg_tui.rules.values import Value


class Use(StrEnum):
    """What a cell says about where a number rings."""

    DIRECT = "direct"
    SECRETARIAT = "secretariat"
    SWITCHBOARD = "switchboard"
    MOBILE = "mobile"
    FAX = "fax"
    PRIVATE = "private"


class CellNumber(Value):
    """One number of a cell. `said` is its use in words, `shown` the one that its digits show."""

    text: str
    remark: str = ""
    said: Use | None = None
    shown: Use | None = None


class PhoneCell(Value):
    """What a cell holds: numbers, or a question with the numbers that each answer would mean."""

    numbers: tuple[CellNumber, ...] = ()
    question: str = ""
    answers: tuple[tuple[str, ...], ...] = ()


_NOTHING = frozenset({
    "", "-", "--", "---", "/", "?", "x", "k.a.", "k. a.", "ka", "n/a", "n.a.", "na", "keine",
    "keins", "kein", "nein", "unbekannt", "entfällt", "entf.", "nicht bekannt", "fehlt", "0",
})  # fmt: skip
_INVISIBLE = dict.fromkeys([0x00AD, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF])
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_FLOAT = re.compile(r"(\d{5,})[.,]0+")
_LOST = re.compile(r"\d+[.,]?\d*\s*E\s*\+?\s*\d{1,2}", re.IGNORECASE)
_REMARK = re.compile(r"[(\[]([^()\[\]]*[^\W\d_][^()\[\]]*)[)\]]")
_MARK = re.compile("\ue000(\\d+)\ue001")
_OR = r"(?:oder|od\.|o\.|bzw\.?|und|u\.|sowie|&)"
_SEPARATOR = re.compile(
    rf"\s*(?:\n|;|\||:::|\s{_OR}\s(?!\s*-?\s*\d{{1,{LONGEST_EXTENSION}}}\b(?![\s/-]*\d)))\s*",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(
    r"\s*[,/]\s*(?=(?:[^\W\d_]{1,12}\.?:?\s*)?(?:\+|00?[1-9]|\(\s*0)(?:[\s()/.-]*\d){5,})"
)
_SHORTEST_BEFORE_NEXT = 7
_LABEL = re.compile(r"^([^\d+(]*[^\W\d_][^\d+(]*)")
_BODY = re.compile(r"[+(]?[\d(][\d\s()+.\u00b7-]*")
_EXTENSION = re.compile(
    r"^[\s,./-]*(?:dw|durchw(?:ahl)?|app(?:arat)?|nst|nebenst(?:elle)?|klappe|ext(?:ension)?|x)"
    rf"[\s.:-]*(\d{{1,{LONGEST_EXTENSION}}})\b",
    re.IGNORECASE,
)
_SIBLING = re.compile(
    rf"^\s*(?:[,/+]|{_OR}(?=[\s-]))\s*-?\s*(\d{{1,{LONGEST_EXTENSION}}})(?!\d)", re.IGNORECASE
)
_JOINED_SIBLING = re.compile(rf"^\s*-\s*(\d{{1,{LONGEST_EXTENSION}}})(?!\d)")
_LAST_EXTENSION = re.compile(rf"^(.*\d)\s*-\s*(\d{{1,{LONGEST_EXTENSION}}})$")
_AREA_CODE = re.compile(r"^\s*(?:(?:\+\s*49|0049)|(?:\+\s*49|0049)?[\s()/0]*\d{2,5}\)?)\s*$")
_BLANK_SIBLING = re.compile(
    rf"^(.*\d-\d{{1,{LONGEST_EXTENSION}}})\s+-\s*(\d{{1,{LONGEST_EXTENSION}}})$"
)
_USES: tuple[tuple[Use, re.Pattern[str]], ...] = (
    (Use.FAX, re.compile(r"\b(?:tele)?fax|\bpc-?fax", re.IGNORECASE)),
    (Use.PRIVATE, re.compile(r"\bpriv(?:at)?\b|zu hause", re.IGNORECASE)),
    (Use.MOBILE, re.compile(r"mobil|handy|\bcell\b|\bmob\b", re.IGNORECASE)),
    (Use.SECRETARIAT, re.compile(r"sekr|vorzimmer|assist", re.IGNORECASE)),
    (Use.SWITCHBOARD, re.compile(r"zentrale|vermittlung|empfang|pforte|rathaus", re.IGNORECASE)),
    (Use.DIRECT, re.compile(r"durchwahl|direkt|\bdw\b", re.IGNORECASE)),
)
_PLAIN_LABEL = re.compile(
    r"(?:tel(?:efon)?(?:nummer)?|fon|phone|t|dienstl(?:ich)?|geschäftlich|büro|work|nr|m|mobil|"
    r"handy|f|fax|telefax|d)",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"[+0][0-9 ()]*(?:-[0-9]{{1,{LONGEST_EXTENSION}}})?")
_MOBILE = re.compile(r"\+491[567]")
_COUNTRY = re.compile(r"49(?=[\s()/.-])")
_SHORTEST_LOCAL, _LONGEST_LOCAL = 5, 9
_AUTHORITIES = "115"


def read_cell(cell: str, area_code: str | None = None) -> PhoneCell:
    """Take a telephone cell apart; `area_code` is that of the town, where it is known.

    Raises:
        InputError: nothing in the cell is a telephone number.
    """
    text = _cleaned(cell)
    if text.casefold() in _NOTHING:
        return PhoneCell()
    if _LOST.fullmatch(text):
        raise InputError(
            f"»{text}« ist gerundet: Das Tabellenprogramm hat die Ziffern verloren. Bitte die "
            "Spalte dort als Text formatieren."
        )
    if found := _FLOAT.fullmatch(text):
        text = found[1]
    remarks: list[str] = []

    def aside(found: "re.Match[str]") -> str:
        remarks.append(found[1].strip())
        return f" \ue000{len(remarks) - 1}\ue001 "

    parts = _parts(_REMARK.sub(aside, text))
    read = [_part(part, remarks, area_code) for part in parts if part.strip(" ,/")]
    return _joined(read)


def read_one(text: str, area_code: str | None = None) -> str:
    """Give the one number that a field holds, so that it can be read without knowing the town.

    Raises:
        InputError: it holds none or several, or can be read in two ways; the sentence says which.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return completed(text, area_code)
    try:
        cell = read_cell(text, area_code)
    except InputError:
        return completed(text, area_code)
    if cell.question:
        meant = " oder ".join(", ".join(answer) for answer in cell.answers)
        raise InputError(f"{cell.question} Bitte ausschreiben: {meant}.")
    if len(cell.numbers) > 1:
        listed = ", ".join(number.text for number in cell.numbers)
        raise InputError(f"Das sind mehrere Nummern: {listed}. Bitte jede in ein eigenes Feld.")
    return completed(text, area_code)


def _cleaned(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell.translate(_INVISIBLE)).translate(_DASHES)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line).removeprefix("'").strip()


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for piece in _SEPARATOR.split(text):
        rest = piece
        for found in _NEXT_NUMBER.finditer(piece):
            begun = len(piece) - len(rest)
            if _digits(piece[begun : found.start()]) >= _SHORTEST_BEFORE_NEXT:
                parts.append(piece[begun : found.start()])
                rest = piece[found.end() :]
        parts.append(rest)
    return parts


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in _MARK.sub("", text))


def _joined(read: list[PhoneCell]) -> PhoneCell:
    """The parts of a cell together; one question makes the whole cell a question."""
    asked = next((part for part in read if part.question), None)
    if asked is None:
        return PhoneCell(numbers=tuple(number for part in read for number in part.numbers))
    before: list[str] = []
    after: list[str] = []
    for part in read[: read.index(asked)]:
        before += [number.text for number in part.numbers]
    for part in read[read.index(asked) + 1 :]:
        after += [number.text for number in part.numbers]
    answers = tuple((*before, *answer, *after) for answer in asked.answers)
    return PhoneCell(question=asked.question, answers=answers)


def _part(part: str, remarks: list[str], area_code: str | None) -> PhoneCell:
    said = [remarks[int(number)] for number in _MARK.findall(part)]
    text = _MARK.sub(" ", part).strip(" ,.:")
    label = found[1].strip(" .:,-") if (found := _LABEL.match(text)) else ""
    text = text[len(found[1]) :] if found else text
    if not any(char.isdecimal() for char in text):
        raise InputError(f"»{' '.join([label or text, *said]).strip()}« ist keine Telefonnummer.")
    if label and not _PLAIN_LABEL.fullmatch(label):
        said.insert(0, label)
    body, rest = _body(text)
    extension = _EXTENSION.match(rest)
    siblings: list[str] = []
    if extension:
        rest = rest[extension.end() :]
    else:
        siblings, rest = _siblings(rest)
    if trailing := rest.strip(" ,.;:-/()"):
        said.append(trailing)
    use = _said(" ".join([label, *said]))
    remark = ", ".join(said)
    if extension:
        return _with_extension(body, extension[1], remark, use)
    if siblings:
        return _with_siblings(body, siblings, remark, use)
    if _digits(body) < _SHORTEST_LOCAL and body != _AUTHORITIES:
        raise InputError(f"»{body}« ist nur eine Durchwahl. Wie lautet die Nummer davor?")
    if doubt := _doubt(body, area_code):
        return doubt
    return PhoneCell(numbers=(_number(_completed(body), remark, use),))


def _siblings(rest: str) -> tuple[list[str], str]:
    """The further extensions behind a number, and what follows them."""
    tails: list[str] = []
    while found := _SIBLING.match(rest) or (_JOINED_SIBLING.match(rest) if tails else None):
        tails.append(found[1])
        rest = rest[found.end() :]
    return tails, rest


def _body(text: str) -> tuple[str, str]:
    """The digits of the number as written, and what follows; a slash may end the area code."""
    found = _BODY.match(text)
    body = found[0] if found else ""
    rest = text[len(body) :]
    while rest.startswith("/") and _AREA_CODE.match(body):
        more = _BODY.match(rest[1:].lstrip())
        if more is None:
            break
        blanks = len(rest[1:]) - len(rest[1:].lstrip())
        body, rest = f"{body.strip()}/{more[0]}", rest[1 + blanks + len(more[0]) :]
    double = _BLANK_SIBLING.match(body.strip())
    if double and _digits(double[1].rpartition("-")[0]) > LONGEST_EXTENSION:
        return double[1], f", -{double[2]}{rest}"
    kept = body.rstrip(" -./(")
    return kept.strip(), body[len(kept) :].strip(" .(") + rest


def _said(text: str) -> Use | None:
    return next((use for use, pattern in _USES if pattern.search(text)), None)


def _number(text: str, remark: str = "", said: Use | None = None) -> CellNumber:
    return CellNumber(text=text, remark=remark, said=said, shown=_shown(text))


def _shown(text: str) -> Use | None:
    found = _LAST_EXTENSION.match(text)
    if found and found[2] == "0":
        return Use.SWITCHBOARD
    try:
        return Use.MOBILE if _MOBILE.match(normalise(text).e164) else None
    except InputError:
        return None


def _with_extension(body: str, extension: str, remark: str, use: Use | None) -> PhoneCell:
    written = _LAST_EXTENSION.match(body)
    if written and _digits(written[1]) > LONGEST_EXTENSION:
        if written[2] in {"0", "00", extension}:
            return PhoneCell(numbers=(_number(f"{written[1]}-{extension}", remark, use),))
        return _asked(body, f"Durchwahl {extension}?", (body,), (f"{written[1]}-{extension}",))
    longer = f"{body}-{extension}"
    if _is_number(body) and body.endswith("0"):
        shorter = f"{body.rstrip('0')}-{extension}"
        return _asked(body, f"Ersetzt die Durchwahl {extension} die 0?", (shorter,), (longer,))
    return PhoneCell(numbers=(_number(longer, remark, use),))


def _with_siblings(body: str, tails: list[str], remark: str, use: Use | None) -> PhoneCell:
    """`353-1950/1951` and `353-0, -12` are numbers of one system; `353-1950/51` may be."""
    written = _LAST_EXTENSION.match(body)
    stem, first = (written[1], written[2]) if written else (body, "")
    if written and all(len(tail) == len(first) or first == "0" for tail in tails):
        texts = [body, *(f"{stem}-{tail}" for tail in tails)]
        return PhoneCell(numbers=tuple(_number(text, remark, use) for text in texts))
    if any(len(tail) >= _digits(body) for tail in tails):
        return _asked(body, f"Was bedeutet »/{'/'.join(tails)}«?", (body,))
    others = [body[: len(body) - len(tail)] + tail for tail in tails]
    return _asked(body, f"Ist »/{'/'.join(tails)}« eine zweite Nummer?", (body, *others), (body,))


def _doubt(body: str, area_code: str | None) -> PhoneCell | None:
    """A number without 0 and + in front, which a spreadsheet may have cut."""
    compact = re.sub(r"\D", "", body)
    if body.startswith("+") or compact.startswith("0") or _COUNTRY.match(body):
        return None
    if compact.startswith("49") and len(compact) > _LONGEST_LOCAL + 1:
        return _asked(body, "Ist 49 die Landesvorwahl?", (f"+{compact}",), (f"0{compact}",))
    is_cut = area_code is not None and compact.startswith(area_code[1:])
    if len(compact) > _LONGEST_LOCAL or body.startswith("(") or "/" in body:
        return _asked(body, "Fehlt vorn die 0?", (f"0{compact}",))
    if is_cut and _is_number(f"0{compact}"):
        return _asked(body, "Fehlt vorn die 0?", (f"0{compact}",), (f"{area_code} {compact}",))
    return None


def _completed(body: str) -> str:
    """`49 611 …` means +49; everything else stays as it is written."""
    return f"+{body}" if _COUNTRY.match(body) else body


def _asked(body: str, question: str, *answers: tuple[str, ...]) -> PhoneCell:
    """A question with the answers that are numbers; without any the cell is none."""
    possible = tuple(answer for answer in answers if all(_is_number(text) for text in answer))
    if not possible:
        normalise(body)
        raise InputError(f"»{body}« ist keine Telefonnummer.")
    return PhoneCell(question=f"»{body}«: {question}", answers=possible)


def _is_number(text: str) -> bool:
    try:
        normalise(text)
    except InputError:
        return False
    return True
