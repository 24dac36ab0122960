"""One live funded booking per Kommune and funding source, whoever tries and how often."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from db.errors import RefusedError
from db.store import Store
from db.tables import Booking, Change
from tests.kit.oracle import assert_whole
from tests.kit.rows import kommune, save
from tests.kit.tries import THREADS, TRIES


def _book(place: int, **values: object) -> Booking:
    source = "umsetzungsvereinbarung" if int(str(values.get("module", 3))) <= 2 else "starke_heimat"
    return Booking(**{"organisation_id": place, "module": 3, "funding_source": source} | values)


def test_a_second_booking_of_the_slot_is_refused(store: Store) -> None:
    place = save(store, kommune())
    save(store, _book(place))
    with pytest.raises(RefusedError):
        save(store, _book(place))
    with pytest.raises(RefusedError):
        save(store, _book(place, module=4))


@pytest.mark.parametrize("state", ["registered", "scheduled", "held", "settled", "no_show"])
def test_the_slot_is_taken_in_every_live_state(store: Store, state: str) -> None:
    place = save(store, kommune())
    save(store, _book(place, state=state))
    with pytest.raises(RefusedError):
        save(store, _book(place))


@pytest.mark.parametrize("state", ["cancelled", "declined"])
def test_storno_frees_the_slot(store: Store, state: str) -> None:
    place = save(store, kommune())
    first = save(store, _book(place))
    with store.writing("beck") as session:
        session.get_one(Booking, first).state = state
    save(store, _book(place))
    with pytest.raises(RefusedError), store.writing("beck") as session:
        session.get_one(Booking, first).state = "registered"


def test_others_keep_their_slots(store: Store) -> None:
    place, other = save(store, kommune()), save(store, kommune("Wetzlar", key="06532023"))
    save(store, _book(place))
    save(store, _book(other))
    save(store, _book(place, module=1))
    save(store, _book(place, funded=False))
    save(store, _book(place, funded=False))
    with pytest.raises(RefusedError):
        save(store, _book(place, module=2))


def test_a_module_is_paid_by_its_own_source(store: Store) -> None:
    place = save(store, kommune())
    for module, source in ((1, "starke_heimat"), (4, "umsetzungsvereinbarung"), (5, "x"), (0, "")):
        with pytest.raises(RefusedError):
            save(store, _book(place, module=module, funding_source=source))


def test_one_of_many_simultaneous_bookings_wins(store: Store) -> None:
    place = save(store, kommune())

    def tries(officer: int) -> Counter[str]:
        seen: Counter[str] = Counter()
        for _ in range(TRIES // THREADS):
            try:
                save(store, _book(place, module=3 + officer % 2), actor=f"officer-{officer}")
            except RefusedError:
                seen["refused"] += 1
            except Exception as error:
                seen[f"{type(error).__name__}: {error}"] += 1
            else:
                seen["booked"] += 1
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        total = sum(pool.map(tries, range(THREADS)), Counter())
    assert total == {"booked": 1, "refused": TRIES - 1}
    with store.reading() as session:
        assert len(session.scalars(select(Booking)).all()) == 1
        changes = select(Change).where(Change.table_name == "booking")
        assert len(session.scalars(changes).all()) == 1
    assert_whole(store)
