"""Money with a cap: never a cent too much, whoever commits at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from db.errors import RefusedError, StoreBusyError
from db.tables import CostPosition, FundingLine, Programme, ServiceBundle
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.money.overview import money, payer
from ozg_tui.desk.money.positions import COST_POSITIONS, CostPositionInput
from ozg_tui.desk.undo.take_back import carry_out, find
from ozg_tui.rules.budget import Frame, forecast
from tests.kit.clock import SetClock
from tests.kit.oracle import assert_whole
from tests.kit.tries import THREADS, TRIES

CAP, LAST = 390_000_000, 1_000_000


@pytest.fixture(autouse=True)
def _promised(desk: Desk) -> None:
    with desk.store.writing("saat") as session:
        programme = Programme(code="efa-betriebskosten", name="EfA", source_code="S3")
        whole = FundingLine(
            code="alles", name="Alles", amount_cents=500_000_000, wording="5 Mio", source_code="S3"
        )
        paid = FundingLine(
            code="efa-betriebskosten", name="EfA-Betriebskosten", amount_cents=CAP,
            upper_limit=True, yearly=True, wording="bis zu 3,9 Mio", source_code="S3",
            valid_from=date(2023, 1, 1), valid_to=date(2024, 12, 31),
        )  # fmt: skip
        programme.lines = [paid]
        other = Programme(code="alles", name="Alles", source_code="S3", lines=[whole])
        session.add_all([programme, other])
        session.flush()
        paid.included_in_id = whole.id
        session.add(ServiceBundle(code="efa", position=1, name="Abgaben", efa=True))
        session.add(ServiceBundle(code="own", position=2, name="Ehe Online", efa=False))


def cost(cents: int, **more: object) -> CostPositionInput:
    told = {"name": "Wohngeld", "line": "efa-betriebskosten", "year": "2023"}
    return CostPositionInput.model_validate(told | {"committed_cents": cents} | more)


def test_the_last_cent_is_committed_and_the_next_one_is_missing(desk: Desk) -> None:
    COST_POSITIONS.save(desk, cost(CAP - LAST))
    with pytest.raises(RefusedError) as refused:
        COST_POSITIONS.save(desk, cost(LAST + 1))
    said = str(refused.value)
    assert said.startswith("Es fehlen 0,01")
    assert "3.890.000,00" in said
    assert "frei sind 10.000,00" in said
    stored = COST_POSITIONS.save(desk, cost(LAST))
    # A position counts itself only once, and a later year has its own amount.
    COST_POSITIONS.save(desk, stored.value.model_copy(update={"note": "Vertrag"}), stored)
    COST_POSITIONS.save(desk, cost(5, year="2024"))
    assert_whole(desk.store)


def test_what_is_included_counts_at_what_holds_it(desk: Desk) -> None:
    COST_POSITIONS.save(desk, cost(CAP))
    with pytest.raises(RefusedError, match="aus »Alles« sind"):
        COST_POSITIONS.save(desk, cost(110_000_001, year="2024"))
    COST_POSITIONS.save(desk, cost(110_000_000, year="2024"))
    with pytest.raises(RefusedError, match="Es fehlen 0,01"):
        COST_POSITIONS.save(desk, cost(1, line="alles"))


def test_beyond_the_promise_nothing_is_committed(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="Für 2025 ist aus »EfA-Betriebskosten« nichts zugesagt"):
        COST_POSITIONS.save(desk, cost(1, year="2025"))
    COST_POSITIONS.save(desk, cost(1, year="2025", bearer="municipality"))
    with pytest.raises(RefusedError, match="Es gibt: alles, efa-betriebskosten"):
        COST_POSITIONS.save(desk, cost(1, line="unsinn"))


def test_undo_gives_back_only_what_is_still_free(desk: Desk) -> None:
    stored = COST_POSITIONS.save(desk, cost(CAP))
    COST_POSITIONS.save(desk, stored.value.model_copy(update={"committed_cents": 0}), stored)
    COST_POSITIONS.save(desk, cost(LAST))
    with pytest.raises(RefusedError, match="Es fehlen"):
        carry_out(desk, find(desk, f"cost_position/{stored.id}"))


def test_of_many_who_want_the_last_ten_thousand_one_gets_them(desk: Desk) -> None:
    COST_POSITIONS.save(desk, cost(CAP - LAST))
    start = Barrier(THREADS)

    def tries(_number: int) -> Counter[str]:
        seen: Counter[str] = Counter()
        start.wait()
        while seen.total() < TRIES // THREADS:
            try:
                COST_POSITIONS.save(desk, cost(LAST))
                seen["committed"] += 1
            except RefusedError:
                seen["refused"] += 1
            except StoreBusyError:
                continue
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        total = sum(pool.map(tries, range(THREADS)), Counter())
    assert total == {"committed": 1, "refused": TRIES - 1}
    with desk.store.reading() as session:
        assert session.scalar(select(func.sum(CostPosition.committed_cents))) == CAP
    assert_whole(desk.store)


def test_who_pays_is_the_land_while_it_promised_and_unclear_afterwards(desk: Desk) -> None:
    with desk.store.reading() as session:
        efa, own = session.scalars(select(ServiceBundle.id).order_by(ServiceBundle.position))
    assert payer(desk, 2024).startswith("Land: bis zu 3.900.000,00")
    assert payer(desk, 2024, efa).startswith("Land: ")
    assert payer(desk, 2025) == "ungeklärt: Für 2025 gibt es keine Zusage."
    assert payer(desk, 2025, efa).startswith("ungeklärt")
    assert payer(desk, 2024, own).startswith("ungeklärt: Wer diese Leistung")
    COST_POSITIONS.save(desk, cost(1, year="2025", bearer="municipality", bundle_id=efa))
    assert payer(desk, 2025, efa).startswith("Kommune")
    COST_POSITIONS.save(desk, cost(1, year="2024", bundle_id=own))
    assert payer(desk, 2024, own).startswith("Land: so ist es")


def test_the_years_add_up_to_the_cent(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2023, 1, 10))
    COST_POSITIONS.save(desk, cost(50_000_000, planned_cents=60_000_000, settled_cents=7))
    COST_POSITIONS.save(desk, cost(3, bearer="municipality"))
    line = next(each for each in money(desk) if each.code == "efa-betriebskosten")
    first, second = line.years
    assert (first.planned, first.committed, first.settled) == (60_000_000, 50_000_000, 7)
    assert (first.free, second.free) == (CAP - 50_000_000, CAP)
    assert line.included_in == "alles"
    assert "erschöpft am 19.03.2023" in first.forecast


def test_the_forecast_shows_its_formula() -> None:
    frame = Frame(
        name="EfA", cents=100, upper_limit=True, yearly=True, valid_from=None, valid_to=None
    )
    assert "erschöpft am 10.01.2023" in forecast(frame, 2023, 50, date(2023, 1, 5))
    assert forecast(frame, 2023, 50, date(2023, 1, 5)).endswith("= 10 Tage)")
    assert "reicht" in forecast(frame, 2023, 1, date(2023, 12, 31))
    assert forecast(frame, 2023, 0, date(2023, 1, 5)) == ""
    assert forecast(frame, 2022, 5, date(2023, 1, 5)) == ""
