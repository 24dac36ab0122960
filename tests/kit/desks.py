"""A small Hessen, and a desk in it whose day the test chooses."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from db.store import Store
from db.tables import Contact, Organisation, OrganisationPeriod, RuleSet
from ozg_tui.desk.core.desk import Desk
from tests.kit.clock import DAY
from tests.kit.stores import Stores

SEED = Path(__file__).parents[2] / "seeds" / "rule_sets.toml"


TODAY = DAY


def _place(name: str, key: str, kind: str = "gemeinde", **values: object) -> Organisation:
    district = key[:5] if len(key) == 8 and kind != "kreisfreie_stadt" else None
    values = {"valid_from": date(1977, 1, 1), "district_key": district} | values
    return Organisation(periods=[OrganisationPeriod(name=name, key=key, kind=kind, **values)])


def _hanau() -> Organisation:
    hanau = _place("Hanau", "06435014", "sonderstatus_stadt", valid_to=date(2025, 12, 31))
    hanau.periods.append(
        OrganisationPeriod(
            name="Hanau", key="06415000", kind="kreisfreie_stadt", valid_from=date(2026, 1, 1)
        )
    )
    return hanau


def small_hessen(store: Store) -> None:
    """Kommunen that share names, move, merge and change their kind, and the rule sets."""
    with SEED.open("rb") as file:
        rule_sets = tomllib.load(file)["rule_set"]
    with store.writing("saat") as session:
        session.add_all(
            RuleSet(
                **{name: each[name] for name in ("code", "topic", "name", "valid_from", "source")},
                valid_to=each.get("valid_to"),
                is_default=each["default"],
                parameters=_plain(each["parameters"]),
            )
            for each in rule_sets
        )
        ahnatal, allendorf = _place("Ahnatal", "06633001"), _place("Allendorf (Eder)", "06635001")
        session.add_all(
            [
                ahnatal,
                allendorf,
                _hanau(),
                _place("Kaufungen", "06633015"),
                _place("Niestetal", "06633020"),
                _place("Helsa", "06633011"),
                _place("Kassel", "06611000", "kreisfreie_stadt"),
                _place("Kassel", "06633", "landkreis"),
                _place("Main-Kinzig-Kreis", "06435", "landkreis"),
                _place("Bergstraße", "06431", "landkreis"),
                _place("Vogelsbergkreis", "06535", "landkreis"),
                _place("Lautertal", "06431013"),
                _place("Lautertal", "06535010"),
                _place("Großalmerode", "06636004", "stadt"),
                _place("Innenministerium", "HMdI", "ministry"),
                *(_place(f"Ort {number}", f"066390{number:02d}") for number in range(1, 26)),
            ]
        )
        session.flush()
        gone = _place("Bromskirchen", "06635007", valid_to=date(2022, 12, 31))
        gone.successor_id = allendorf.id
        session.add_all([gone, Contact(organisation_id=ahnatal.id, family_name="Probe")])


def _plain(value: object) -> object:
    """Parameters as JSON holds them."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def desk_in(
    stores: Stores, dialect: str, prepare: Callable[[Store], object] = small_hessen
) -> Iterator[Desk]:
    """A desk on 01.06.2021 with a store of its own."""
    with stores.opened(dialect, prepare) as store:
        opened = Desk(store.engine, "probe", store.clock)
        opened.__dict__["store"] = store
        yield opened
        opened.close()
