"""Free suppositions about an IKZ application, typed at the keyboard."""

from db.tables import Application, Draft
from ozg_tui.desk.core.desk import Desk
from ozg_tui.forms.entry import Entry
from ozg_tui.forms.lines import ErrorLine
from ozg_tui.resources import catalogue
from ozg_tui.screens.ikz.application import ApplicationScreen
from ozg_tui.screens.ikz.form import ApplicationFormScreen
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from tests.kit.application_screens import COSTS, edit, front, held, record, show, stored_rows
from tests.kit.forms import beside, burst, label, paste, reach, replace, rows, texts
from tests.kit.seat import Seat


def outcome(seat: Seat) -> str:
    """What stands below the fields, each row on a line of its own."""
    return beside(front(seat))


def row(seat: Seat, name: str) -> str:
    """The text of one row, with the lines it goes on."""
    lines = iter(outcome(seat).splitlines())
    found = [next((line for line in lines if line.startswith(name)), name).removeprefix(name)]
    for line in lines:
        if not line.startswith("  "):
            break
        found.append(line)
    return " ".join(part.strip() for part in found).strip()


def told(seat: Seat) -> list[str]:
    return [line.sentence.strip() for line in seat.app.screen.query(ErrorLine) if line.sentence]


async def to(seat: Seat, name: str) -> None:
    """Go to a field with the keys that lead there."""
    for _ in range(9):
        if label(seat) == name:
            return
        await seat.press("down")
    raise AssertionError(name)


async def suppose(seat: Seat, colleague: Desk, **values: object) -> int:
    application = record(colleague, **(COSTS | values))
    await show(seat, application)
    await seat.press("s")
    assert label(seat) == "Kommunen dazu"
    return application


async def test_each_field_is_judged_at_each_key(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    before = stored_rows(seat)
    assert row(seat, "Angenommen") == "nichts, alles wie eingetragen"
    assert row(seat, "Zuwendung") == "75.000,00 EUR"
    assert row(seat, "Ergebnis") == "nicht förderfähig"
    await seat.type("vel")
    # The beginning of a name is enough while it can only mean one Kommune.
    assert row(seat, "Angenommen") == "mit Vellmar"
    assert row(seat, "Kommunen") == "3 → 4"
    assert row(seat, "Zuwendung") == "75.000,00 EUR → 100.000,00 EUR (+25.000,00 EUR)"
    assert row(seat, "je Kommune") == "25.000,00 EUR"
    assert row(seat, "Beschlüsse") == "1 fehlt noch: die Stadtverordnetenversammlung von Vellmar"
    assert "4 (dann)" in outcome(seat)
    assert "gelten hier unverändert" in row(seat, "Hinweis")
    await seat.press("enter")
    assert (label(seat), held(seat)["join"]) == ("Kommunen weg", "Vellmar")
    await seat.press("shift+tab", "end")
    await seat.type(", ahnatal; 06633002, baunatal", "tab")
    assert row(seat, "Kommunen") == "3 → 7"
    assert row(seat, "je Kommune") == "25.000,00 EUR → 14.285,71 EUR, 3 Cent bleiben übrig"
    await seat.type("hel", "enter")
    assert held(seat)["leave"] == "Helsa"
    assert row(seat, "Kommunen") == "3 → 6"
    assert label(seat) == "Laufzeit ab"
    await seat.type("+6 Monate", "enter")
    assert held(seat)["term_start"] == "01.12.2021"
    assert "Laufzeit: erfüllt → nicht erfüllt" in row(seat, "Prüfungen")
    assert "Laufzeit: es fehlen 183 Tage" in row(seat, "Es fehlt")
    await seat.type("301126", "enter")
    assert held(seat)["term_end"] == "30.11.2026"
    assert "Laufzeit" not in row(seat, "Prüfungen")
    assert label(seat) == "Personal vorher"
    await seat.press("enter")
    await seat.type("170t")
    assert "Einsparung: nicht erfüllt → erfüllt" in row(seat, "Prüfungen")
    assert "Hinweis" not in outcome(seat)
    await seat.press("enter")
    assert held(seat)["personnel_after_cents"] == "170.000,00 EUR"
    await seat.type("100t", "enter")
    await seat.type("100t", "enter")
    assert label(seat) == "Kommunen dazu"
    assert "Einsparung: nicht erfüllt → zu klären" in row(seat, "Prüfungen")
    for part in ("Sachkosten nachher 100.000,00 EUR", "bis 30.11.2026", "ohne Helsa"):
        assert part in row(seat, "Angenommen")
    assert told(seat) == []
    # What has been looked at first is still there, further down.
    said = outcome(seat)
    table = [line.split() for line in said.splitlines() if line[:1].isdigit()]
    assert [line[0] for line in table] == list("12345678")
    assert table[2][1:] == ["(jetzt)", "75.000,00", "25.000,00", "+25.000,00", "0"]
    assert table[4][1:] == ["100.000,00", "20.000,00", "0,00", "2"]
    assert "2 Kommunen (ohne Helsa): Beteiligte: erfüllt → nicht erfüllt" in said
    assert "Ende 1 Jahr früher: Laufzeit: erfüllt → nicht erfüllt" in said
    assert stored_rows(seat) == before


async def test_what_is_not_understood_is_said_at_its_field(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    await seat.type("entenhausen")
    # Nobody is told off while typing.
    assert told(seat) == []
    await seat.press("tab")
    (said,) = told(seat)
    assert said.startswith("! »entenhausen« ist keine hessische Kommune")
    for typed, sentence in (
        ("vellmar, vellmar", "Vellmar ist mehr als einmal genannt."),
        ("kaufungen", "Kaufungen ist schon beteiligt."),
        ("hom", "»hom« ist nicht eindeutig. Gemeint sein können: Homberg (Efze)"),
        ("x [/] y", "»x [/] y« ist keine hessische Kommune"),
    ):
        await seat.press("shift+tab")
        await replace(seat, "", "ctrl+u")
        await paste(seat, typed)
        await seat.press("tab")
        assert sentence in told(seat)[0]
    await seat.press("shift+tab")
    await replace(seat, "")
    await paste(seat, "\x1b]0;PWNED\x07Helau")
    await seat.press("tab")
    assert "»\ufffd]0« ist keine hessische Kommune" in told(seat)[0]
    assert "»PWNED\ufffdHelau« ist keine hessische Kommune" in told(seat)[0]
    assert "\x1b" not in seat.screen
    # What is understood counts meanwhile, and only that.
    assert row(seat, "Angenommen") == "nichts, alles wie eingetragen"
    await seat.press("shift+tab")
    await replace(seat, "vellmar, entenhausen", "tab")
    assert row(seat, "Angenommen") == "mit Vellmar"
    assert held(seat)["join"] == "vellmar, entenhausen"
    await seat.press("shift+tab")
    await replace(seat, "", "tab")
    assert told(seat) == []
    await seat.type("vellmar", "tab")
    assert told(seat) == [
        "! »vellmar« ist nicht beteiligt. Beteiligt: Niestetal, Kaufungen, Helsa."
    ]
    await seat.press("shift+tab")
    await replace(seat, "", "tab")
    await seat.type("31.02.", "tab")
    await seat.type("x", "tab")
    await seat.type("-5", "tab")
    await seat.type("1.5", "tab")
    first, second, third, fourth = told(seat)
    assert "Den 31.02.2021 gibt es nicht." in first
    assert "»x« ist kein Datum." in second
    assert "Ein negativer Betrag ist hier nicht möglich." in third
    assert "Ist »1.5« 1,5" in fourth
    assert row(seat, "Angenommen") == "nichts, alles wie eingetragen"


async def test_all_away_and_nothing_before(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    await to(seat, "Kommunen weg")
    await seat.type("niestetal; kaufungen; helsa")
    assert row(seat, "Kommunen") == "3 → 0"
    assert row(seat, "Zuwendung") == "75.000,00 EUR → 0,00 EUR (-75.000,00 EUR)"
    assert row(seat, "je Kommune") == "25.000,00 EUR → keine Zuwendung"
    assert "Beteiligte: erfüllt → nicht erfüllt" in row(seat, "Prüfungen")
    assert "Beteiligte: es fehlen 3 Kommunen" in row(seat, "Es fehlt")
    await replace(seat, "")
    await to(seat, "Personal vorher")
    await seat.type("0")
    assert row(seat, "Ergebnis") == "nicht förderfähig → offen"
    assert row(seat, "Prüfungen") == "Einsparung: nicht erfüllt → offen"
    assert "wenn jede Kommune die Aufgabe allein erfüllte?" in row(seat, "Es fehlt")


async def test_a_cent_makes_15_percent(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    assert row(seat, "Es fehlt") == "Einsparung: es fehlt 0,01 EUR im Jahr"
    await to(seat, "Personal nachher")
    await seat.type("170.000,00")
    assert row(seat, "Prüfungen") == "Einsparung: nicht erfüllt → erfüllt"
    assert row(seat, "Ergebnis") == "nicht förderfähig → förderfähig"
    # F7 explains the supposed application, Esc comes back to the same letter.
    await seat.press("f7")
    reader = seat.app.screen
    assert isinstance(reader, ReaderScreen)
    assert reader.text.startswith("FÖRDERFÄHIG\nAngenommen: Personalkosten nachher 170.000,00 EUR.")
    assert "15,00 % der Personalkosten" in reader.text
    await seat.press("escape", "backspace", "1")
    assert row(seat, "Es fehlt") == "Einsparung: es fehlt 0,01 EUR im Jahr"


async def test_an_end_alone_with_a_beginning_that_was_entered(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague, term_end=None)
    await to(seat, "Laufzeit ab")
    await seat.type("1.7.2021", "enter")
    assert told(seat) == [
        "! Das Ende der Laufzeit ist nicht eingetragen; bitte auch eines annehmen."
    ]
    await seat.type("310526")
    assert told(seat) == []
    assert "Laufzeit: es fehlen 30 Tage" in row(seat, "Es fehlt")
    await seat.press("up", "end", "ctrl+u")
    assert row(seat, "Prüfungen") == "Laufzeit: offen → erfüllt"
    assert row(seat, "Angenommen") == "bis 31.05.2026"


async def test_nothing_is_kept_and_the_record_stays(seat: Seat, colleague: Desk) -> None:
    application = await suppose(seat, colleague)
    before, stored = stored_rows(seat), rows(seat, Application)[0].version
    for leaving in ("escape", "f3", "f12"):
        await seat.type("vellmar", "tab")
        assert row(seat, "Kommunen") == "3 → 4"
        # Neither key saves, and none is promised.
        await seat.press("f8", "f6")
        assert seat.message == "Das gibt es in diesem Formular nicht."
        assert "F8" not in seat.footer
        await seat.press(leaving)
        assert isinstance(seat.app.screen, ApplicationScreen)
        await seat.press("s")
        assert seat.message == "Hier wird nichts gesichert, auch kein Entwurf."
        assert held(seat)["join"] == ""
    await seat.press("escape")
    assert stored_rows(seat) == before
    assert rows(seat, Draft) == []
    assert (rows(seat, Application)[0].version, application) == (stored, 1)


async def test_the_form_below_keeps_what_is_typed(seat: Seat, colleague: Desk) -> None:
    application = record(colleague, **COSTS)
    await edit(seat, application)
    await reach(seat, "Personal/Jahr nachher")
    await replace(seat, "160.000")
    before, typed, entry = stored_rows(seat), texts(seat), seat.app.screen.focused
    assert "Strg+R Was wäre" in seat.footer
    await seat.press("ctrl+r")
    # The form's own figures count, also those that nobody has saved.
    assert row(seat, "Ergebnis") == "förderfähig"
    await to(seat, "Personal nachher")
    assert isinstance(seat.app.focused, Entry)
    assert seat.app.focused.placeholder == "160.000,00 EUR"
    await seat.type("180t")
    assert row(seat, "Ergebnis") == "förderfähig → nicht förderfähig"
    await seat.press("escape")
    assert isinstance(seat.app.screen, ApplicationFormScreen)
    assert (texts(seat), seat.app.screen.focused) == (typed, entry)
    await seat.press("f9")
    await seat.type("was wäre", "enter")
    assert held(seat)["personnel_after_cents"] == ""
    await seat.press("f3")
    assert (texts(seat), seat.app.screen.focused) == (typed, entry)
    assert stored_rows(seat) == before
    await seat.type("1")
    assert texts(seat)["personnel_after_cents"] == "160.0001"


async def test_a_new_application_can_be_supposed_about(seat: Seat) -> None:
    seat.app.open_form(catalogue.BY_CODE["application"])
    await seat.press("ctrl+r")
    assert row(seat, "Kommunen") == "0"
    await seat.type("helsa, kaufungen, ahnatal")
    assert row(seat, "Zuwendung") == "0,00 EUR → 75.000,00 EUR (+75.000,00 EUR)"
    await seat.press("tab")
    await seat.type("helsa", "tab")
    assert told(seat) == ["! »helsa« ist nicht beteiligt. Beteiligt ist noch niemand."]
    await seat.press("escape")
    assert isinstance(seat.app.screen, ApplicationFormScreen)


async def test_keys_typed_ahead_arrive_in_their_fields(seat: Seat, colleague: Desk) -> None:
    await show(seat, record(colleague, **COSTS))
    burst(seat, "s", *"vellmar", "tab", "tab", "tab", *"310527", "tab", "tab", *"170t", "tab")
    await seat.press()
    assert (held(seat)["join"], held(seat)["term_end"]) == ("Vellmar", "31.05.2027")
    assert held(seat)["personnel_after_cents"] == "170.000,00 EUR"
    burst(seat, "escape", "s", "tab", *"helsa", "escape")
    await seat.press()
    assert isinstance(seat.app.screen, ApplicationScreen)


async def test_f4_lists_kommunen_and_participants(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    await seat.type("ahnatal, vel", "f4")
    assert isinstance(seat.app.screen, ChoiceScreen)
    await seat.press("enter")
    assert held(seat)["join"] == "ahnatal, Vellmar"
    await seat.press("tab", "f4")
    await seat.type("helsa", "enter")
    assert (held(seat)["leave"], label(seat)) == ("Helsa", "Kommunen weg")
    assert row(seat, "Kommunen") == "3 → 4"
    await seat.press("tab", "f4")
    assert seat.message == "Für dieses Feld gibt es keine Werteliste."
    await seat.press("shift+tab", "ctrl+z")
    assert held(seat)["leave"] == ""


async def test_it_reads_on_a_small_and_a_large_window(seat: Seat, colleague: Desk) -> None:
    await suppose(seat, colleague)
    for width, height in ((80, 24), (100, 30)):
        await seat.resize(width, height)
        await replace(seat, "vellmar")
        assert len(seat.screen.splitlines()) <= height
        for part in ("3 → 4", "+25.000,00 EUR", "Sachkosten nachher", "170.000,01 EUR", "F7"):
            assert part in seat.screen, (width, part)
        # The pages turn from any field, and the next key shows the outcome again.
        await seat.press("pagedown", "pagedown", "pagedown")
        assert "5 % niedriger" in seat.screen
        assert "3 → 4" not in seat.screen
        await replace(seat, "")
        assert "Angenommen" in seat.screen
    await seat.press("f1")
    assert "Nichts davon wird gesichert." in seat.screen
