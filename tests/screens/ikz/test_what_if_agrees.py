"""Screen and command line say the same about the same supposition."""

import json
import random
from contextlib import contextmanager

import pytest

from ozg_tui.cli import main
from ozg_tui.cli.ikz import simulate as ikz_simulate
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.ikz.applications import APPLICATIONS
from tests.kit.application_screens import COSTS, front, held, record, show
from tests.kit.seat import Seat
from tests.kit.tries import times

TIMES = times(60)
JOINING = (
    "Vellmar", "ahnat", "06633002", "Landkreis Kassel", "Oberweser", "Kaufungen", "Baunatal",
    "hom", "Entenhausen", "06999999", "x [/] y", "Stadt Hanau", "06415000",
)  # fmt: skip
LEAVING = ("Niestetal", "kauf", "06633011", "Helsa", "Vellmar", "Gemeinde Helsa", "nie")
DAYS = (
    "h", "+14", "mo", "1.6.2021", "311226", "31.05.2026", "30.05.2026", "2030-01-01", "+1 Monat",
    "-1 Jahr", "+5 Jahre", "31.02.2022", "bald", "+999 Jahre",
)  # fmt: skip
AMOUNTS = (
    "0", "170t", "170.000,00", "170.000,01", "200000", "0,2m", "1.234,5", "-5", "1.5", "viel",
    "999999999999999", "150.000,- €",
)  # fmt: skip
OFFERED = {
    "join": JOINING, "leave": LEAVING, "term_start": DAYS, "term_end": DAYS,
    "personnel_before_cents": AMOUNTS, "personnel_after_cents": AMOUNTS,
    "material_before_cents": AMOUNTS, "material_after_cents": AMOUNTS,
}  # fmt: skip
SEVERAL = {"join": 5, "leave": 3}


def supposition(chance: random.Random) -> dict[str, str]:
    """What may be typed into some of the fields; most of it can be understood."""
    typed = {}
    for name in chance.sample(list(OFFERED), chance.choice((1, 1, 2, 2, 3, 4))):
        number = chance.randint(1, SEVERAL.get(name, 1))
        typed[name] = chance.choice((", ", ";")).join(chance.choices(OFFERED[name], k=number))
    return typed


@pytest.mark.parametrize("costs_of_each", [False, True])
async def test_screen_and_command_line_agree(
    seat: Seat,
    colleague: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    costs_of_each: bool,
) -> None:
    @contextmanager
    def same_desk(_options):
        yield seat.desk

    monkeypatch.setattr(ikz_simulate, "desk_of", same_desk)
    application = record(colleague, **COSTS)
    if costs_of_each:
        own_costs(colleague, application)
    await show(seat, application)
    await seat.press("s")
    sheet, screen = front(seat).sheet, front(seat)
    assert sheet is not None
    chance, refusals = random.Random(20210519 + costs_of_each), 0
    for _ in range(TIMES // 2):
        typed = supposition(chance)
        for control in sheet.controls:
            control.value = typed.get(control.field.name, "")
        await seat.press()
        assert held(seat) == {name: typed.get(name, "") for name in OFFERED}
        options = [f"{ikz_simulate.OPTIONS[name]}={text}" for name, text in typed.items()]
        code = main(["ikz", "simulieren", "IKZ-0001", *options, "--json"], colleague.clock)
        out, err = capsys.readouterr()
        assert screen.supposed is not None and screen.checked is not None
        errors = {
            ikz_simulate.OPTIONS[str(path[0])]: said for path, said in screen.checked.errors.items()
        }
        assert (code == 2) == bool(errors), (typed, err, errors)
        if errors:
            refusals += 1
            named = [option for option in ikz_simulate.OPTIONS.values() if f"{option}: " in err]
            assert named and all(f"{each}: {errors[each]}" in err for each in named), (typed, err)
            continue
        answer = json.loads(out)
        assert answer["suppositions"][0] == json.loads(
            json.dumps(ikz_simulate.content(screen.supposed.outcome))
        ), typed
        assert answer["assumed"] == list(screen.supposed.words), typed
    # Neither side may win by refusing everything.
    assert TIMES // 10 < refusals < TIMES // 2 - TIMES // 10


def own_costs(desk: Desk, application: int) -> None:
    stored = APPLICATIONS.read(desk, application)
    own = {"personnel_before_cents": 10_000_000, "personnel_after_cents": 8_000_000}
    participants = tuple(each.model_copy(update=own) for each in stored.value.participants)
    APPLICATIONS.save(desk, stored.value.model_copy(update={"participants": participants}), stored)
