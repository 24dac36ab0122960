"""The whole of an IKZ application, entered with the keyboard in one form."""

from sqlalchemy.engine import URL

from db.tables import Application
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.forms.entry import Entry, Gate
from ozg_tui.forms.lines import ErrorLine
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from tests.kit.application_screens import edit, record
from tests.kit.forms import judgement, label, reach, replace, rows, states, texts
from tests.kit.seat import Seat, seated


def told(seat: Seat) -> list[str]:
    return [line.sentence.strip() for line in seat.app.screen.query(ErrorLine) if line.sentence]


def shown(seat: Seat) -> Entry | None:
    entry = seat.app.screen.focused
    return entry if isinstance(entry, Entry) else None


async def test_costs_of_each_kommune_open_when_asked_and_count(seat: Seat, colleague: Desk) -> None:
    await edit(seat, record(colleague, personnel_before_cents=1))
    assert states(seat)["saving"] == "open"
    gate = await reach(seat, "Personal je Kommune")
    assert isinstance(gate, Gate)
    # Whoever has nothing to say there passes by with one Enter.
    await seat.press("enter")
    assert label(seat) == "Kosten vorher fiktiv"
    await seat.press("shift+tab")
    await seat.type("x", "enter")
    assert "»x« gehört hier nicht hin" in seat.message
    await seat.press("shift+tab")
    await seat.type("j", "enter")
    assert label(seat) == "Pers. vorher"
    for before, after in (("100t", "70t"), ("60t", "60t"), ("40t", "40t")):
        await seat.type(before, "enter")
        await seat.type(after, "enter", "enter")
    assert label(seat) == "Kosten vorher fiktiv"
    assert states(seat)["saving"] == "fulfilled"
    assert "bleibt unbeachtet" in judgement(seat).replace("\n", " ")
    assert " 2 Kaufungen" in seat.screen
    await seat.press("f8")
    (application,) = rows(seat, Application)
    saved = APPLICATIONS.read(colleague, application.id).value.participants
    assert [each.personnel_before_cents for each in saved] == [10_000_000, 6_000_000, 4_000_000]
    # What stands there is shown at once the next time, and in all sections under one name.
    await edit(seat, application.id)
    assert not any(gate.key == "Personal je Kommune" for gate in seat.app.screen.query(Gate))
    await seat.resize(80, 24)
    entry = await reach(seat, "Pers. nachher")
    assert entry.region.right <= seat.app.screen.size.width


async def test_a_sentence_stands_at_the_field_and_nothing_is_lost(
    seat: Seat, colleague: Desk
) -> None:
    await edit(seat, record(colleague, personnel_before_cents=0, personnel_after_cents=1))
    await reach(seat, "Beschluss am")
    await replace(seat, "02.06.2021", "tab")
    assert any("02.06.2021 liegt in der Zukunft" in said for said in told(seat))
    await reach(seat, "Personal/Jahr vorher")
    await seat.press("tab")
    # A remark keeps nobody from saving, a mistake does.
    assert any(said.startswith("? Keine Vergleichskosten.") for said in told(seat))
    await seat.press("f8")
    assert seat.message == "Nicht gesichert: eine Angabe fehlt oder stimmt nicht."
    assert label(seat) == "Beschluss am"
    assert shown(seat) is not None
    assert texts(seat)["participants"][0]["session_on"] == "02.06.2021"
    await replace(seat, "01.06.2021", "f8")
    (application,) = rows(seat, Application)
    assert application.version == 2


async def test_blank_rows_in_between_do_not_move_what_is_said(seat: Seat) -> None:
    await seat.press("escape", "g", "i", "f6")
    await seat.type("Team", "enter", "enter", "enter", "enter")
    await seat.press(*["tab"] * 6)
    await seat.type("helsa", "enter", "enter", "enter")
    await seat.type("31.02.", "enter")
    lines = {line.path: line.sentence for line in seat.app.screen.query(ErrorLine)}
    assert "Den 31.02.2021 gibt es nicht." in lines["participants", 1]
    assert ("participants", 0) not in lines
    await seat.press("shift+tab")
    await replace(seat, "1.3.", "enter")
    assert texts(seat)["participants"][1]["session_on"] == "01.03.2021"


async def test_a_bescheid_with_payments_and_a_second_person(seat: Seat, colleague: Desk) -> None:
    number = record(colleague)
    await edit(seat, number)
    await reach(seat, "Bewilligt laut Bescheid")
    await seat.type("150t", "enter")
    await seat.type("h", "enter")
    await seat.type("7", "f8")
    assert "Bitte den Grund der Abweichung eintragen." in seat.message
    assert isinstance(seat.app.screen, FormScreen)
    await reach(seat, "Grund der Abweichung")
    await seat.type("x")
    await reach(seat, "Auszahlungen")
    await seat.type("j", "enter")
    assert label(seat) == "gezahlt am"
    await seat.type("h", "enter")
    await seat.type("75t", "enter")
    await seat.type("1", "f6")
    assert label(seat) == "gezahlt am"
    await seat.type("h", "enter")
    await seat.type("75t", "enter", "enter")
    assert label(seat) == "Pflichten (Bescheid)"
    await seat.press("f7")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert "Regelwerk" in seat.screen
    await seat.press("escape", "f8")
    (application,) = rows(seat, Application)
    paid = APPLICATIONS.read(colleague, number).value.payments
    assert [each.amount_cents for each in paid] == [7_500_000, 7_500_000]
    assert application.deviation_by == "Probe"
    await edit(seat, number)
    await reach(seat, "Abweichung bestätigt")
    await replace(seat, "j", "f8")
    assert "Eine zweite Person muss die Abweichung bestätigen" in seat.message
    await seat.press("f12")
    stored = APPLICATIONS.read(colleague, number)
    confirmed = stored.value.model_copy(update={"deviation_confirmed": True})
    assert APPLICATIONS.save(colleague, confirmed, stored).value.deviation_confirmed


async def test_the_field_behind_a_gate_is_seen_in_a_low_window(url: URL, colleague: Desk) -> None:
    async with seated(url, size=(80, 24)) as seat:
        await edit(seat, record(colleague))
        for title in ("Auszahlungen", "Unterschrift, Beitritt"):
            await reach(seat, title)
            await seat.type("j", "enter")
            await seat.type("01.10.2021")
            assert seat.app.screen.focused.region in seat.app.screen.sheet.region
            assert "01.10.2021" in seat.screen


async def test_what_was_written_out_is_typed_anew_and_seen_from_its_beginning(
    seat: Seat, colleague: Desk
) -> None:
    await edit(seat, record(colleague))
    amount = await reach(seat, "Personal/Jahr vorher")
    await seat.type("90t", "enter")
    await seat.press("shift+tab")
    await seat.type("100t", "enter")
    assert amount.typed == "100.000,00 EUR"
    await reach(seat, "Beschluss am")
    await seat.type("11.10.2021", "enter")
    assert "gefasst    11.10.2021" in seat.screen


async def test_the_cursor_jumps_over_the_rows_of_a_large_application(
    seat: Seat, colleague: Desk
) -> None:
    await edit(seat, record(colleague))
    await reach(seat, "Drs.-Nr.")
    begun = []
    for key in ["pagedown"] * 4 + ["pageup"] * 4:
        await seat.press(key)
        begun.append(label(seat))
    parts = ["Begründung (zu zweit)", "Personal je Kommune", "Kosten vorher fiktiv"]
    assert begun == [*parts, "Sachkosten je Kommune", *reversed(parts), "Kommune"]


async def test_what_stands_in_the_way_is_seen_first_in_a_low_window(
    url: URL, colleague: Desk
) -> None:
    async with seated(url, size=(80, 24)) as seat:
        application = record(
            colleague, personnel_before_cents=20_000_000, personnel_after_cents=17_000_001
        )
        await edit(seat, application)
        assert "x NEIN   Einsparung" in seat.screen
