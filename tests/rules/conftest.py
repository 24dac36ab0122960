import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.rules.consulting.judge import judge as judge_consulting
from ozg_tui.rules.consulting.values import Booking, Request
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.judge import judge
from ozg_tui.rules.rule_set import parse_rule_sets
from ozg_tui.rules.territory import Period, Place

SEED = Path(__file__).parents[2] / "seeds" / "rule_sets.toml"


def _place(key, name, kind=OrganisationKind.GEMEINDE, valid_from=None, valid_to=None):
    district = key[:5] if len(key) == 8 else None
    period = Period(
        key=key,
        name=name,
        kind=kind,
        district_key=district,
        region="",
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return Place(periods=(period,))


def _hanau():
    return Place(
        periods=(
            Period(
                key="06435014",
                name="Hanau",
                kind=OrganisationKind.SONDERSTATUS_STADT,
                district_key="06435",
                valid_to=date(2025, 12, 31),
            ),
            Period(
                key="06415000",
                name="Hanau",
                kind=OrganisationKind.KREISFREIE_STADT,
                valid_from=date(2026, 1, 1),
            ),
        )
    )


def _register():
    single = [
        _place("06633015", "Kaufungen"),
        _place("06633020", "Niestetal"),
        _place("06633011", "Helsa"),
        _place("06633030", "Söhrewald"),
        _place("06633001", "Ahnatal"),
        _place("06636004", "Großalmerode", OrganisationKind.STADT),
        _place("06534014", "Marburg", OrganisationKind.SONDERSTATUS_STADT),
        _place("06412000", "Frankfurt am Main", OrganisationKind.KREISFREIE_STADT),
        _place("06411000", "Darmstadt", OrganisationKind.KREISFREIE_STADT),
        _place("06531", "Landkreis Gießen", OrganisationKind.LANDKREIS),
        _place("06532", "Lahn-Dill-Kreis", OrganisationKind.LANDKREIS),
        _place("06633200", "Reinhardswald", OrganisationKind.GEMEINDEFREIES_GEBIET),
        _place("06635007", "Bromskirchen", valid_to=date(2022, 12, 31)),
        _place("06633028", "Wesertal", valid_from=date(2020, 1, 1)),
        *(_place(f"066390{n:02d}", f"Ort {n}") for n in range(1, 21)),
    ]
    places = {period.key: place for place in single for period in place.periods}
    hanau = _hanau()
    return places | {period.key: hanau for period in hanau.periods}


@pytest.fixture(scope="session")
def rule_sets():
    return parse_rule_sets(tomllib.loads(SEED.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def places():
    return _register()


GOOD = {
    "reference_date": "2022-01-15",
    "two_partner_reason": None,
    "participants": [
        {
            "key": key,
            "role": "lead" if key == "06633020" else "partner",
            "resolution": {"status": "passed", "date": "2021-10-01"},
        }
        for key in ("06633020", "06633015", "06633011", "06633030")
    ],
    "agreement": {
        "form": "public_law_agreement",
        "signed_on": "2021-12-01",
        "signed_by_all": True,
    },
    "term": {"start": "2022-01-01", "end": "2026-12-31"},
    "costs": {
        "personnel_before": "200000.00",
        "personnel_after": "170000.00",
        "material_before": None,
        "material_after": None,
    },
    "requested": None,
}


@pytest.fixture(scope="session")
def application():
    """Build an application that is in order, but for what the test says."""

    def build(partners=None, **changes):
        data = copy.deepcopy(GOOD) | changes
        if partners is not None:
            data["participants"] = [
                {
                    "key": key,
                    "role": "partner" if position else "lead",
                    "resolution": {"status": "passed", "date": "2021-10-01"},
                }
                for position, key in enumerate(partners)
            ]
        return Case.model_validate(data)

    return build


@pytest.fixture(scope="session")
def verdict_on(application, rule_sets, places):
    def build(code=None, **changes):
        return judge(application(**changes), rule_sets, places, code)

    return build


@pytest.fixture(scope="session")
def check_on(verdict_on):
    def find(name, **changes):
        return next(each for each in verdict_on(**changes).checks if each.code == name)

    return find


@pytest.fixture(scope="session")
def booked():
    def build(module, state="held", day="2021-03-18", reference="DB-0007", funded=True):
        return Booking(
            reference=reference,
            module=module,
            funded=funded,
            state=state,
            booked_on=None,
            consultation_on=day,
        )

    return build


@pytest.fixture(scope="session")
def ask(rule_sets, places):
    def build(module, day=None, today="2021-06-01", existing=(), key="06633001", **more):
        request = Request(key=key, module=module, consultation_on=day, **more)
        today = date.fromisoformat(today)
        return judge_consulting(request, existing, places.get(key), rule_sets, today)

    return build
