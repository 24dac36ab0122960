"""`ozg-tui --linear`: the tasks of the practice as question and answer, one line at a time."""

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import func, select

from db.tables import Call
from ozg_tui.cli.linear.desk import converse
from ozg_tui.cli.linear.talk import Talk
from ozg_tui.desk.practice.invented import fill
from ozg_tui.desk.practice.tasks import progress
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.seat import desk_at

DAY = date(2026, 11, 23)

WORK = (
    # A call, with a topic and a sentence; the rest stays as it is.
    ("homberg efze", "a", "l", "Fragt nach dem Mängelmelder.", "!", "j", "."),
    ("ahnatal", "", "c", "j", "."),
    ("vellmar", "", "w", "+7", "Rückruf", "!", "j", "."),
    ("espenau", "", "x", "1", "."),
    ("fuldatal", "", "k", "", "Muster", "Petra", "", "ikz", "069 90009-130", "!", "j", "."),
    ("espenau", "", "t", "", "1", "", "", "15.03.2022", "!", "j", "."),
    ("niestetal", "", "m", "stor", "", "kein Bedarf", "."),
    ("espenau", "", "B", "gefasst", "20.11.2026", "", "."),
    ("ahnatal", "", "d", "mängel", "live", "j", "", "j", "."),
    ("erika beispiel", "", "o", "j", "."),
    ("anna probe", "v", "h", "wahl", "Max Muster", "!", "j", "."),
    ("ahnatal", "", "w", "h", "Versuch", "!", "j", "u", "j", "."),
)


class Told:
    """Somebody who answers what was written down before, and all that was said."""

    def __init__(self, answers: Iterable[str]) -> None:
        self.left = list(answers)
        self.text = ""

    def read(self) -> str:
        if not self.left:
            return ""
        answer = self.left.pop(0)
        self.text += f"{answer}\n"
        return f"{answer}\n"

    def write(self, text: str) -> None:
        self.text += text


@pytest.fixture
def practice(stores):
    with stores.copy("sqlite", load) as url, desk_at(url, "k.muster", SetClock(DAY)) as desk:
        fill(desk)
        yield desk


def talk(desk, *answers: str) -> str:
    told = Told(answers)
    converse(Talk(told.read, told.write), desk)
    assert told.left == [], told.text
    return told.text


def test_all_tasks_of_the_practice_are_done_line_by_line(practice):
    for number, answers in enumerate(WORK):
        said = talk(practice, *answers)
        assert progress(practice)[number].is_done, said
    assert all(each.is_done for each in progress(practice))


def test_what_is_wrong_is_said_at_once_and_what_is_broken_off_leaves_nothing(practice):
    said = talk(
        practice, "vellmar", "", "w", "41.13.", "", "h", "Anfrage", "?", "!", "n",
        "a", "Quatsch", ".", "?", ".", ".",
    )  # fmt: skip
    for sentence in (
        "Einen 41.13. gibt es nicht.",
        "Das ist nötig.",
        "Nicht gesichert.",
        "Möglich sind Beratung, IKZ",
        "Abgebrochen, nichts gesichert.",
        "B: Beschluss eintragen.",
    ):
        assert sentence in said, said
    assert not progress(practice)[2].is_done
    with practice.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Call)) == 1


def test_tables_are_sentences(practice):
    said = talk(practice, "ahnatal", "", ".", "ikz-0001", ".")
    for sentence in (
        "Ahnatal: Gemeinde, Landkreis Kassel, AGS 06633001.",
        "Zuerst anrufen: Erika Beispiel: Leitung der Verwaltung; Durchwahl 069 90009-120",
        "IKZ-Antrag IKZ-0001, Gemeinsames Bürgerbüro: Beschlüsse. "
        "Es fehlt der Beschluss von: Espenau.",
        "OZG-Report an e.beispiel@example.org: bestätigt.",
        "Espenau: Gemeindevertretung, offen, Kopie fehlt",
    ):
        assert sentence in said


def test_it_is_there_in_any_terminal_and_sends_it_nothing_but_text(run):
    answer = run("--linear", stdin=b"homberg\n2\n\n.\nxyzzy\n")
    assert answer.code == 0
    assert "Homberg (Ohm): Stadt, Vogelsbergkreis, AGS 06535009." in answer.out
    assert "Nichts gefunden zu xyzzy." in answer.out
    assert answer.out.endswith("Auf Wiedersehen.\n")
    assert answer.out.replace("\n", "").isprintable()
