import contextlib
import random

import pytest

from ozg_tui.rules.call_text import LONGEST, call_text, is_withheld, without_prefix
from ozg_tui.rules.errors import InputError
from tests.kit import hostile

SIGNS = set("0123456789+*#()/-. ")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("0611 353-1950", "0611 353-1950"),
        ("  +49 (611) 353 / 19.50 ", "+49 (611) 353 / 19.50"),
        ("*31#0611", "*31#0611"),
        ("tel:+496113531950", "tel:+496113531950"),
        ("TEL:0611", "TEL:0611"),
        ("", ""),
        ("   ", ""),
        ("tel:", "tel:"),
        ("Anonymous", "Anonymous"),
        ("tel:anonymous", "tel:anonymous"),
        ("unbekannt", "unbekannt"),
        ("restricted", "restricted"),
        ("tel:+49560990009;ext=12", "tel:+49560990009-12"),
        ("tel:90009;phone-context=+495609;isub=7", "tel:+49560990009"),
        ("TEL:+49560990009;phone-context=example.org", "tel:+49560990009"),
    ],
)
def test_a_number_and_a_withheld_one_are_taken(text, taken):
    assert call_text(text) == taken


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sip:amt@example.com", "ist eine SIP-Adresse"),
        ("SIPS:1@x", "ist eine SIP-Adresse"),
        ("0611 App. 12", "ist keine Rufnummer"),
        ("O611", "ist keine Rufnummer"),
        ("0611;reboot", "ist keine Rufnummer"),
        ("$(id)", "ist keine Rufnummer"),
        ("`id`", "ist keine Rufnummer"),
        ("0611\n", "ist keine Rufnummer"),
        ("0611\x1b[2J", "ist keine Rufnummer"),
        ("\u0660611", "ist keine Rufnummer"),
        ("0611\u2013353", "ist keine Rufnummer"),
        ("tel:tel:0611", "ist keine Rufnummer"),
        ("--db=/tmp/x", "ist keine Rufnummer"),
        ("tel:0611;rm -rf", "kein Zusatz einer tel-Adresse"),
        ("tel:0611;ext=abc", "keine Durchwahl"),
        ("tel:0611;" + "x" * 200, "höchstens 200 Zeichen"),
        ("tel:0611;phone-context=+;ext=" + "1" * 40, "höchstens 40 Zeichen"),
        ("+", "keine Ziffer"),
        ("tel://", "keine Ziffer"),
        ("0" * 41, "höchstens 40 Zeichen"),
        (" " * 41, "höchstens 40 Zeichen"),
    ],
)
def test_what_no_telephone_sends_is_refused_with_the_reason(text, why):
    with pytest.raises(InputError, match=why):
        call_text(text)


def hostile_texts(count):
    """Numbers with something wicked in them, wicked texts, and plain noise."""
    chance = random.Random(1950)
    noise = "0123456789+*#()/-. \0\x1b\n\r;|&$`'\"<>\\{}[]äſKٱ\u202e\udcff\U0001f4de"
    for _ in range(count):
        kind = chance.randrange(3)
        if kind == 0:
            number = list("0611 353-1950")
            number.insert(chance.randrange(len(number)), chance.choice(hostile.ALL)[:30])
            yield "".join(number)
        elif kind == 1:
            yield chance.choice(("tel:", "sip:", "", "--", "anonymous")) + chance.choice(
                hostile.ALL
            )
        else:
            yield "".join(chance.choices(noise, k=chance.randrange(1, 60)))


def test_2000_hostile_texts_are_a_number_or_a_sentence():
    taken = []
    for text in hostile_texts(2_000):
        with contextlib.suppress(InputError):
            taken.append(call_text(text))
    assert 0 < len(taken) < 500
    for text in taken:
        assert len(text) <= LONGEST
        assert is_withheld(text) or set(text.lower().removeprefix("tel:")) <= SIGNS, ascii(text)


@pytest.mark.parametrize(
    ("shown", "prefix", "number"),
    [
        ("0069 90009-101", "0", "069 90009-101"),
        ("tel:006990009101", "0", "06990009101"),
        ("0 069 90009-101", "0", "069 90009-101"),
        ("0+49 69 90009101", "0", "+49 69 90009101"),
        ("9069 90009-101", "9", "069 90009-101"),
        ("004969 90009101", "0", "004969 90009101"),
        ("+4969 90009101", "0", "+4969 90009101"),
        ("069 90009-101", "0", "069 90009-101"),
        ("0101", "0", "0101"),
        ("911", "9", "911"),
        ("0069 90009-101", "", "0069 90009-101"),
        ("anonymous", "0", "anonymous"),
    ],
)
def test_the_prefix_of_a_telephone_system_is_no_part_of_a_number(shown, prefix, number):
    assert without_prefix(shown, prefix) == number
