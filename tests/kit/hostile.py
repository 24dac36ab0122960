"""Strings that must never win: stored, searched, shown, exported or logged, they stay text.

Every group holds real ways in which a text became code somewhere. All of `ALL` can be stored in
both databases; `NUL_TEXT` is kept apart, because PostgreSQL refuses U+0000 in any text.
"""

from collections.abc import Iterable

from ozg_tui.text import UnreadableError, entered

MARKUP = (
    "x [/] y",
    "[LK] Gießen",
    "[neu] Müller",
    "[a=1]",
    "[/",
    "Az. [/2021]",
    "[@click=app.quit]Klick[/]",
    "[@click=app.bell]x[/]",
    "[link=http://evil.test]Hessen[/link]",
    "([sys:LOCK=SAFE]) a",
    "[bold red]Frist[/bold red]",
    "\\[b]Gießen\\[/b]",
    ":warning: [reverse]x",
    "<b>Gießen</b><script>alert(1)</script>",
)

ESCAPES = (
    "\x1b]0;PWNED\x07Titel",
    "\x1b]52;c;UFdORUQ=\x07Ablage",
    "\x1b]8;;http://evil.test\x1b\\Verweis\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[HGießen",
    "\x1b[31mrot\x1b[0m",
    "\x1b[6n\x1b[cAntwort",
    "\x1bP$q q\x1b\\Abfrage",
    "\x9b2JC1",
    "\x9d0;PWNED\x9cTitel",
    "Klingel\x07Klingel",
    "weg\x08\x08\x08da",
    "Zeile\rUeberschrieben",
    "Zeile\nZwei\x0bDrei\x0cVier",
    "\x7fEntf",
)

BIDI = (
    "Gießen\u202egnp.exe",
    "\u2066innen\u2069 \u2067rechts\u2069",
    "\u200fMarke\u200e",
    "\u061cALM",
)

INVISIBLE = (
    "Gie\u200bßen",
    "Wetz\u00adlar",
    "\ufeffBOM",
    "Zeile\u2028Trenner\u2029Absatz",
    "\u00a0\u2007fest\u202f",
    "\U000e0047\U000e0069Etikett",
    "\u2800Braille",
)

UNICODE = (
    "Mu\u0308ller Gro\u0308\u00df",
    "\u0301allein",
    "Z\u0351\u0352\u0353\u0354\u0355algo" + "\u0336" * 40,
    "\U0001f469\u200d\U0001f4bb Amt",
    "\U0001f1e9\U0001f1ea Flagge",
    "İstanbul Yılmaz",
    "\ufb01ndet \u212bngström \uff21\uff22",
    "\uffff\ufdd0 Nichtzeichen",
)

SQL = (
    "'; drop table contact; --",
    "' OR '1'='1",
    '"; DELETE FROM booking; --',
    "Robert'); DROP TABLE organisation;--",
    ":name ?1 $1 %(name)s",
    "\\'; COPY x TO PROGRAM 'id'",
)

QUERY = (
    '"',
    '"Gießen',
    "*",
    "Gie*",
    "NEAR(a b)",
    "a AND OR",
    "NOT Gießen",
    "words : x",
    "^Gießen",
    "{words} : x",
    "%_\\",
    "a & | ! b",
    "Gießen:*",
    "<-> & 'x':AB",
    "((((",
)

FORMULA = (
    "=1+1",
    "+49",
    "-2+3",
    "@x",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    " \u200b=1+1",
    "\uff1d1+1",
    '=HYPERLINK("http://evil.test";"Gießen")',
)

TEMPLATE = (
    "{x}",
    "{0.__class__}",
    "%s %d %n",
    "$name ${HOME}",
    "{{7*7}}",
    "`id` $(id)",
    "../../etc/passwd",
)

NUMBERS = (
    "19.05.2021",
    "2021-017",
    "00000000000000000000000000000001",
    "1e309",
    "3e5x",
    "NaN",
    "-0",
)

LONG = (
    "Gießen " * 715,
    "ü" * 5_000,
    " ".join(f"wort{number}" for number in range(700)),
    "[" * 5_000,
)

NUL_TEXT = "Gie\x00ßen"
"""PostgreSQL refuses it; SQLite stores it."""

ALL = (
    *MARKUP,
    *ESCAPES,
    *BIDI,
    *INVISIBLE,
    *UNICODE,
    *SQL,
    *QUERY,
    *FORMULA,
    *TEMPLATE,
    *NUMBERS,
    *LONG,
)


def without_shapeless(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that a field keeps; others are refused, see `ozg_tui.text.entered`."""
    return tuple(text for text in texts if is_kept(text))


def is_kept(text: str) -> bool:
    """Whether a field keeps this text."""
    try:
        entered(text)
    except UnreadableError:
        return False
    return True


KEPT = without_shapeless(ALL)
"""What a field keeps, without what carries nothing."""
