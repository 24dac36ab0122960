"""Telephone cells as lists of real desks hold them; the numbers lie in reserved ranges."""

import pytest

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.phone import normalise
from ozg_tui.rules.phone_cell import Use, read_cell, read_one

DIRECT = "+495619000912"
OTHER = "+495619000913"
SWITCHBOARD = "+49561900090"
MOBILE = "+4915200283912"

ONE_NUMBER = {
    "0561 90009-12": DIRECT,
    "0561/90009-12": DIRECT,
    "0561 / 90009 12": DIRECT,
    "0561/ 9000912": DIRECT,
    "(0561) 90009-12": DIRECT,
    "(0561)9000912": DIRECT,
    "0561-90009-12": DIRECT,
    "0561 - 90009 - 12": DIRECT,
    "0561.90009.12": DIRECT,
    "0561 90009–12": DIRECT,
    "0561 90009−12": DIRECT,
    "0561\u00a090009-12": DIRECT,
    "\u200b0561 90009-12\u200e": DIRECT,
    "０５６１ ９０００９-１２": DIRECT,
    "'0561 90009-12": DIRECT,
    "05619000912.0": DIRECT,
    "+49 561 90009-12": DIRECT,
    "+49 (0) 561 90009-12": DIRECT,
    "+49(0)561/90009-12": DIRECT,
    "+49 0561 9000912": DIRECT,
    "+49/561/9000912": DIRECT,
    "+49.561.9000912": DIRECT,
    "0049 561 9000912": DIRECT,
    "49 561 9000912": DIRECT,
    "tel:+495619000912": DIRECT,
    "Tel.: 0561 90009-12": DIRECT,
    "Telefon 0561 90009-12": DIRECT,
    "T 0561 90009-12": DIRECT,
    "dienstl. 0561 90009-12": DIRECT,
    "90009-12": DIRECT,
    "9000912": DIRECT,
    "0561 90009 DW 12": DIRECT,
    "0561 90009-0 DW 12": DIRECT,
    "0561 90009-0, Durchwahl 12": DIRECT,
    "0561 90009-0 App. 12": DIRECT,
    "0561 90009 Apparat: 12": DIRECT,
    "0561 90009-0 NSt. 12": DIRECT,
    "0561 90009-0 x12": DIRECT,
    "0561 90009-12 App. 12": DIRECT,
    "0561 90009-12 (vormittags)": DIRECT,
    "0561 90009-12 (Mo, Mi; nachmittags)": DIRECT,
    "0561 90009-12 Frau Muster": DIRECT,
    "0561 90009-12, Zi. 012": DIRECT,
    "0561 90009-12 bis 14 Uhr": DIRECT,
    "0561 90009-12;": DIRECT,
    "0561 90009-0 (Zentrale)": SWITCHBOARD,
    "Zentrale: 0561 90009-0": SWITCHBOARD,
    "0152 00283912": MOBILE,
    "0152/00283912": MOBILE,
    "Mobil: 0152 00283912": MOBILE,
    "115": "115",
    "+43 1 53115-0": "+431531150",
}

SEVERAL_NUMBERS = {
    "0561 90009-12 / 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12, 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12; 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12\n0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12 oder 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12 u. 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12 ::: 0561 90009-13": [DIRECT, OTHER],
    "0561 90009-12/13": [DIRECT, OTHER],
    "0561/90009-12/-13": [DIRECT, OTHER],
    "0561 90009-12, -13": [DIRECT, OTHER],
    "0561 90009-12 -13": [DIRECT, OTHER],
    "0561 90009-0 / -12": [SWITCHBOARD, DIRECT],
    "0561 90009-12 / 13": [DIRECT, OTHER],
    "0561 90009-12 o.-13": [DIRECT, OTHER],
    "0561 90009-12 oder -13": [DIRECT, OTHER],
    "0561 90009-12 bzw. 13": [DIRECT, OTHER],
    "0561 90009-0, 12": [SWITCHBOARD, DIRECT],
    "0561 90009-12, 0152 00283912": [DIRECT, MOBILE],
    "Tel. 0561 90009-12, Mobil: 0152 00283912": [DIRECT, MOBILE],
}

QUESTIONS = {
    "495619000912": [["+495619000912"]],
    "495619000912.0": [["+495619000912"]],
    "5619000912": [["05619000912"]],
    "5619000912.0": [["05619000912"]],
    "561/9000912": [["05619000912"]],
    "(561) 9000912": [["05619000912"]],
    "0561 90009-112/13": [["0561 90009-112", "0561 90009-113"], ["0561 90009-112"]],
    "0561 9000912/13": [["0561 9000912", "0561 9000913"], ["0561 9000912"]],
    "0561 90009-12 DW 13": [["0561 90009-12"], ["0561 90009-13"]],
    "0561 900090 DW 12": [["0561 90009-12"], ["0561 900090-12"]],
}

NO_NUMBERS = ["", " ", "-", "k.A.", "k. A.", "n/a", "?", "keine", "0", "unbekannt"]

REFUSED = {
    "siehe oben": "ist keine Telefonnummer",
    "4,95619E+11": "gerundet",
    "5.61900E+9": "gerundet",
    "Durchwahl 1234": "nur eine Durchwahl",
    "12": "nur eine Durchwahl",
    "(Zentrale)": "ist keine Telefonnummer",
}


def test_the_table_is_as_long_as_it_promises():
    assert len(ONE_NUMBER) + len(SEVERAL_NUMBERS) + len(QUESTIONS) + len(REFUSED) >= 60


@pytest.mark.parametrize(("cell", "number"), ONE_NUMBER.items())
def test_a_cell_with_one_number(cell, number):
    read = read_cell(cell, "0561")
    assert [normalise(each.text, "0561").e164 for each in read.numbers] == [number]
    assert not read.question


@pytest.mark.parametrize(("cell", "numbers"), SEVERAL_NUMBERS.items())
def test_a_cell_with_several_numbers(cell, numbers):
    read = read_cell(cell, "0561")
    assert [normalise(each.text).e164 for each in read.numbers] == numbers


@pytest.mark.parametrize(("cell", "answers"), QUESTIONS.items())
def test_what_can_be_read_in_two_ways_is_asked_with_what_each_answer_means(cell, answers):
    read = read_cell(cell)
    assert read.numbers == ()
    assert read.question
    assert [list(answer) for answer in read.answers][: len(answers)] == answers


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_people_write_for_no_number_is_none(cell):
    read = read_cell(cell)
    assert (read.numbers, read.question) == ((), "")


@pytest.mark.parametrize(("cell", "sentence"), REFUSED.items())
def test_what_is_no_number_is_refused_with_a_sentence(cell, sentence):
    with pytest.raises(InputError, match=sentence):
        read_cell(cell, "0561")


def test_a_remark_stays_a_remark_and_never_becomes_digits():
    (number,) = read_cell("0561 90009-12 (vormittags, Zi. 4)").numbers
    assert (number.text, number.remark) == ("0561 90009-12", "vormittags, Zi. 4")


@pytest.mark.parametrize(
    ("cell", "said", "shown"),
    [
        ("0561 90009-0 (Zentrale)", Use.SWITCHBOARD, Use.SWITCHBOARD),
        ("0561 90009-0", None, Use.SWITCHBOARD),
        ("Sekr.: 0561 90009-11", Use.SECRETARIAT, None),
        ("Vorzimmer 0561 90009-11", Use.SECRETARIAT, None),
        ("Fax 0561 90009-99", Use.FAX, None),
        ("0561 90009-12 privat", Use.PRIVATE, None),
        ("0152 00283912", None, Use.MOBILE),
        ("0561 90009-12", None, None),
    ],
)
def test_what_a_cell_says_about_the_use_of_a_number(cell, said, shown):
    (number,) = read_cell(cell).numbers
    assert (number.said, number.shown) == (said, shown)


def test_one_question_in_a_cell_keeps_the_other_numbers_in_each_answer():
    read = read_cell("0152 00283912; 0561 90009-112/13")
    assert read.answers == (
        ("0152 00283912", "0561 90009-112", "0561 90009-113"),
        ("0152 00283912", "0561 90009-112"),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0561 90009-12", "0561 90009-12"),
        ("90009-12", "0561 90009-12"),
        ("0561/9000912", "0561/9000912"),
        ("0561 90009-12" + 60 * " ", "0561 90009-12"),
        ("115", "115"),
    ],
)
def test_a_field_holds_one_number_as_it_was_written(typed, kept):
    assert read_one(typed, "0561") == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0561 90009-12/13", "mehrere Nummern: 0561 90009-12, 0561 90009-13"),
        ("0561 90009-12 o.-13", "mehrere Nummern: 0561 90009-12, 0561 90009-13"),
        ("495619000912", "Ist 49 die Landesvorwahl? Bitte ausschreiben: +495619000912"),
        ("0561 90009-12 (Zentrale)", "stehen keine Buchstaben"),
        ("0561 90009-12" + 40 * "1", "höchstens 40 Zeichen"),
    ],
)
def test_a_field_with_more_than_one_number_says_so(typed, sentence):
    with pytest.raises(InputError) as refused:
        read_one(typed)
    assert sentence in str(refused.value)
