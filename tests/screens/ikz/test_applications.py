"""What a person does with an IKZ application: its way, reasons, suppositions, Vermerk."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from db.errors import RefusedError
from db.tables import Application, StationStep
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.widgets.ink import text_of
from ozg_tui.widgets.page import Page
from tests.kit.application_screens import change, edit, go, record, show, steps, stored_rows
from tests.kit.forms import label, reach, replace, rows, texts
from tests.kit.seat import Seat, desk_at

APPLIED = date(2021, 5, 20)
GRANTED = {
    "applied_on": APPLIED,
    "notice_on": date(2021, 5, 31),
    "granted_cents": 7_500_000,
}


def reason(seat: Seat) -> str:
    screen = seat.app.screen
    assert isinstance(screen, ReaderScreen), seat.screen
    return screen.text


async def test_an_application_goes_its_way_from_idea_to_closed(seat: Seat, colleague: Desk) -> None:
    application = record(colleague)
    screen = await show(seat, application)
    assert "[IDEE] > Beratung > Beschlüsse > Vereinbarung" in seat.screen
    assert "Auf »Idee« seit heute. Am Zug: die interessierten Kommunen." in seat.screen
    assert "m Schritt" in seat.footer
    assert await steps(seat) == ["Beratung", "Beschlüsse", "zurückgezogen"]
    await seat.press("escape")

    assert await go(seat, "Beratung") == "IKZ-0001 steht jetzt auf »Beratung«."
    assert "[BERATUNG]" in seat.screen
    (way,) = (each for each in screen.sections if each.title == "Weg")
    assert way.rows == (("01.06.2021", "Idee → Beratung, Probe"),)
    await go(seat, "Beschlüsse")
    # What is not possible says why and changes nothing; a way back is named as what it is.
    assert (await go(seat, "Vereinbarung")).startswith("IKZ-0001 steht jetzt auf »Vereinbarung«")
    said = await go(seat, "Antrag")
    assert said.startswith("»Antrag« ist noch nicht möglich. ")
    assert "[VEREINBARUNG]" in seat.screen
    assert [each[0] for each in _way(seat)] == ["idea", "consulting", "resolutions"]
    assert await steps(seat) == ["Antrag", "zurückgezogen", "Berichtigung: Beschlüsse"]
    await seat.press("escape")

    # The form keeps the rule as well: what is not on the path is not saved.
    wanted = APPLICATIONS.read(colleague, application)
    with pytest.raises(RefusedError, match="führt kein Schritt"):
        APPLICATIONS.save(
            colleague, wanted.value.model_copy(update={"station": Station.PAID}), wanted
        )

    change(colleague, application, applied_on=APPLIED)
    for station in ("Antrag", "beim Landkreis", "beim Regierungspräsidium"):
        assert f"steht jetzt auf »{station}«" in await go(seat, station)
    await go(seat, "unvollständig")
    await seat.press("j")
    assert "steht jetzt auf »unvollständig«" in seat.message
    assert "beim Regierungspräsidium > [UNVOLLSTÄNDIG] > im Ministerium" in _flat(seat)
    for station in ("beim Regierungspräsidium", "im Ministerium"):
        assert f"steht jetzt auf »{station}«" in await go(seat, station)
    assert "ist noch nicht möglich" in await go(seat, "bewilligt")
    change(colleague, application, **GRANTED)
    await go(seat, "bewilligt")
    assert "ist noch nicht möglich" in await go(seat, "ausgezahlt")
    change(
        colleague,
        application,
        payments=[{"paid_on": date(2021, 6, 1), "amount_cents": 7_500_000}],
    )
    await go(seat, "ausgezahlt")
    await go(seat, "in Laufzeit")
    assert "ist noch nicht möglich" in await go(seat, "Nachweis")
    seat.clock.set(date(2026, 6, 1))
    await seat.press("f5")
    assert "seit fünf Jahren" in seat.screen
    change(
        colleague,
        application,
        obligations=[{"kind": "proof", "due_on": date(2026, 5, 1), "done_on": date(2026, 5, 30)}],
    )
    await go(seat, "Nachweis")
    assert "»abgeschlossen«" in await go(seat, "abgeschlossen")
    assert "[ABGESCHLOSSEN]" in seat.screen
    assert len(_way(seat)) == 14
    assert {each[1] for each in _way(seat)} == {"Probe"}
    (stored,) = rows(seat, Application)
    assert (stored.station, stored.station_since) == ("closed", date(2026, 6, 1))
    await seat.resize(80, 24)
    assert "[ABGESCHLOSSEN]" in seat.screen


def _way(seat: Seat) -> list[tuple[str, str]]:
    ordered = sorted(rows(seat, StationStep), key=lambda each: each.id)
    return [(each.from_station, each.actor) for each in ordered]


def _flat(seat: Seat) -> str:
    return " ".join(seat.screen.replace("\u00a0", " ").split())


async def test_a_step_has_the_day_of_its_bescheid(seat: Seat, colleague: Desk) -> None:
    application = record(colleague, **GRANTED, station="ministry", station_since=APPLIED)
    screen = await show(seat, application)
    assert "seit 12 Tagen" in seat.screen
    await seat.press("m")
    assert "Tag 01.06.2021" in seat.screen
    await seat.press("tab")
    for typed, said in (
        ("+1", "Der 02.06.2021 liegt in der Zukunft."),
        ("19.5.", "Auf der Station davor steht der Antrag erst seit dem 20.05.2021."),
        ("nie", "»nie« ist kein Datum."),
    ):
        await replace(seat, typed, "enter")
        assert said in seat.screen
    # The Bescheid is of the 31st; the day before it there was none.
    await replace(seat, "30.5.", "enter")
    assert seat.message == "Der Bescheid ist auf den 31.05.2021 datiert."
    await seat.press("m")
    await seat.type("bew", "tab")
    await replace(seat, "g", "tab")
    assert "Tag 31.05.2021" in seat.screen
    await seat.type("Post  vom RP", "enter")
    assert seat.message.startswith("IKZ-0001 steht jetzt auf »bewilligt«.")
    assert "Auf »bewilligt« seit 1 Tag." in seat.screen
    (way,) = (each for each in screen.sections if each.title == "Weg")
    assert way.rows == (("31.05.2021", "im Ministerium → bewilligt, Probe, Post vom RP"),)
    await seat.resize(80, 24)
    await seat.press("m")
    assert "Tag 01.06.2021" in seat.screen
    assert all(len(line) <= 80 for line in seat.screen.splitlines())


@pytest.mark.parametrize("columns", [80, 100])
async def test_what_goes_on_stands_below_its_beginning(
    seat: Seat, colleague: Desk, columns: int
) -> None:
    await seat.resize(columns, 24)
    screen = await show(seat, record(colleague))
    lines = screen.query_one(Page).lines
    sheet = [line if isinstance(line, str) else text_of(line) for line in lines]
    assert "   Von allen unterzeichnet ja" not in sheet
    assert any(line.startswith("   Von allen unterzeichnet  ja") for line in sheet)
    assert all(len(line) <= columns - 2 for line in sheet)
    # Section titles have one blank before them, labels three; everything else is indented further.
    goes_on = [line for line in sheet if line[:4].strip() == "" and line.strip()]
    assert any("01.03.2021" in line for line in goes_on) is (columns == 80)
    assert {len(line) - len(line.lstrip()) for line in goes_on} == {28}
    for key in ("m", "f9", "f1"):
        await seat.press(key)
        listed = seat.app.screen.query_one(OptionList)
        column = None
        for index in range(listed.option_count):
            first, *more = str(listed.get_option_at_index(index).prompt).splitlines()
            hint = seat.app.screen._choices[index].hint.split(" ")[0]
            column = column or first.index(hint)
            assert all(line[:column].strip() == "" for line in more), first
            assert all(len(line) <= columns - 6 for line in (first, *more))
        await seat.press("escape")


async def test_the_list_shows_the_whole_day_at_80_columns(seat: Seat, colleague: Desk) -> None:
    record(colleague)
    await seat.resize(80, 24)
    await seat.press("escape", "g", "i")
    assert "IKZ-0001 Team" in seat.screen
    assert "01.06.2021" in seat.screen


async def test_nobody_withdraws_an_application_by_enter(seat: Seat, colleague: Desk) -> None:
    application = record(colleague, **GRANTED)
    screen = await show(seat, application)
    for station in ("Beschlüsse", "Vereinbarung", "Antrag", "beim Landkreis"):
        await go(seat, station)
    for station in ("beim Regierungspräsidium", "im Ministerium", "bewilligt"):
        await go(seat, station)
    assert screen.course is not None
    # The explanation of »zurückgezogen« speaks of »ausgezahlt« as well, and it is possible.
    for typed in ("ausgezahlt", ""):
        await seat.press("m")
        await seat.type(typed, "enter")
        assert seat.message.startswith("»ausgezahlt« ist noch nicht möglich. Ausgezahlt sind 0,00")
    await seat.press("m")
    await seat.type("zurückgezogen", "enter")
    assert "Den Antrag von »bewilligt« auf »zurückgezogen« setzen?" in seat.screen
    await seat.press("enter")
    assert seat.message == "Es wurde nichts geändert."
    await seat.press("m")
    await seat.type("berichtigung", "enter")
    assert "Den Antrag von »bewilligt« auf »im Ministerium« zurücksetzen?" in seat.screen
    await seat.press("escape")
    assert screen.course.station == "approved"
    (stored,) = rows(seat, Application)
    assert stored.station == "approved"


async def test_what_is_called_so_comes_before_what_is_only_explained_so(
    seat: Seat, colleague: Desk
) -> None:
    await show(seat, record(colleague))
    await seat.press("f9")
    listed = seat.app.screen
    assert isinstance(listed, ChoiceScreen)
    assert "Regel" in next(each.hint for each in listed._choices if each.value == "why")
    await seat.type("regel")
    assert listed._choices[0].label.startswith("Regelwerke")
    assert "why" in [each.value for each in listed._choices]


async def test_a_colleague_was_faster_and_a_draft_stays(seat: Seat, colleague: Desk) -> None:
    application = record(colleague)
    await edit(seat, application)
    await reach(seat, "Az.")
    await replace(seat, "12-34", "escape")
    await show(seat, application)
    assert await steps(seat)
    change(colleague, application, station=Station.CONSULTING)
    await seat.press("enter")
    assert seat.message.startswith("Kollegin hat den Antrag inzwischen auf »Beratung« gesetzt.")
    assert "[BERATUNG]" in seat.screen
    assert await go(seat, "Beschlüsse")
    await seat.press("b")
    assert texts(seat)["agreement_reference"] == "12-34"


async def test_the_reasons_come_with_an_id_that_gives_them_again(
    seat: Seat, colleague: Desk
) -> None:
    application = record(
        colleague, personnel_before_cents=41_200_000, personnel_after_cents=35_036_480
    )
    await show(seat, application)
    await seat.press("f7")
    said = reason(seat)
    identity = said.split("Kennung der Prüfung: ")[1].split()[0]
    assert f"{identity} (festgehalten)" in said
    assert "Abstand       es fehlen 164,80 EUR im Jahr" in said
    for name in ("Nötig", "Regel ", "Quelle", "Regelwerk", "Auskunft gibt", "Jetzt fragen"):
        assert f"  {name}" in said, name
    kept = determinations.find(colleague, identity)
    assert kept.reproduced
    assert (kept.number, kept.actor) == ("IKZ-0001", "Probe")

    # In the form the same answer has the same id; what nobody saved is not kept.
    await seat.press("escape", "b", "f7")
    assert f"Kennung der Prüfung: {identity} (festgehalten)" in reason(seat)
    before = stored_rows(seat)
    await seat.press("escape")
    await reach(seat, "Personal/Jahr nachher")
    await replace(seat, "350.200,00", "f7")
    assert "Die Änderungen im Formular sind noch nicht gesichert." in reason(seat)
    assert identity not in reason(seat)
    await seat.press("escape")
    assert label(seat) == "Personal/Jahr nachher"
    assert stored_rows(seat) == before


async def test_a_second_person_confirms_a_deviation(seat: Seat, colleague: Desk) -> None:
    application = record(colleague)
    with desk_at(seat.desk.engine.url, "Probe") as own:
        change(
            own, application, **GRANTED | {"granted_cents": 6_000_000}, deviation_reason="Haushalt"
        )
    await show(seat, application)

    async def confirm() -> None:
        await seat.press("f9")
        await seat.type("abweichung", "enter")

    await confirm()
    assert "Bewilligt sind 60.000,00 EUR" in seat.screen
    await seat.press("j")
    assert seat.message.startswith("Eine zweite Person muss die Abweichung bestätigen")
    (stored,) = rows(seat, Application)
    assert stored.deviation_confirmed_by is None
    # Entered by somebody else, it is confirmed here, but not when it changed meanwhile.
    change(colleague, application, deviation_reason="Haushaltssperre")
    await confirm()
    change(colleague, application, deviation_reason="Kürzung", granted_cents=5_000_000)
    await seat.press("j")
    assert seat.message.startswith("Kollegin hat den Antrag inzwischen geändert.")
    await confirm()
    await seat.press("j")
    assert seat.message.startswith("Die Abweichung ist bestätigt: Bewilligt sind 50.000,00 EUR")
    await confirm()
    assert seat.message == "Probe hat die Abweichung schon bestätigt."


async def test_a_vermerk_is_a_new_file_of_its_own(
    seat: Seat, colleague: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    other = tmp_path / "other"
    other.write_text("bleibt")
    (tmp_path / "Vermerk IKZ-0001 2021-06-01.txt").symlink_to(other)
    await show(seat, record(colleague, **GRANTED))

    async def write(name: str) -> Path:
        await seat.press("e")
        await seat.type(name, "enter")
        assert seat.message.startswith("Vermerk geschrieben: "), seat.message
        return Path(seat.message.removeprefix("Vermerk geschrieben: "))

    text = await write("text")
    assert text == tmp_path / "Vermerk IKZ-0001 2021-06-01 (2).txt"
    assert other.read_text() == "bleibt"
    assert stat.S_IMODE(text.stat().st_mode) == 0o600
    said = text.read_text()
    for wanted in ("(federführend)", "3 von 3 gefasst", "Regelzuwendung: 75.000,00 EUR"):
        assert wanted in said
    identity = said.split("Kennung der Prüfung")[1].split()[0]
    assert determinations.find(colleague, identity).reproduced
    assert (await write("markdown")).read_text().startswith("# Vermerk zum IKZ-Antrag IKZ-0001")
    assert (await write("pdf")).read_bytes().startswith(b"%PDF")
    assert sum(1 for _ in os.scandir(tmp_path)) == 5
