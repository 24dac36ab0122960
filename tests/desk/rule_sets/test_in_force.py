import tomllib
from datetime import date

import pytest

from db.tables import RuleSet
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.rule_sets.in_force import rule_sets, validity
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.rule_set import applicable, parse_rule_sets
from tests.kit.desks import SEED


def test_the_store_gives_back_what_the_seed_says(desk: Desk) -> None:
    seeded = parse_rule_sets(tomllib.loads(SEED.read_text(encoding="utf-8")))
    bare = [each.model_copy(update={"note": ""}) for each in seeded]
    assert sorted(rule_sets(desk), key=lambda each: each.code) == sorted(
        bare, key=lambda each: each.code
    )
    assert rule_sets(desk) is rule_sets(desk)


def test_a_changed_rule_holds_after_forget(desk: Desk) -> None:
    before = rule_sets(desk)
    with desk.store.writing("probe") as session:
        session.query(RuleSet).filter_by(code="DB-2020").one().name = "Beratung neu"
    assert rule_sets(desk) is before
    forget(desk)
    assert "Beratung neu" in {each.name for each in rule_sets(desk)}


def test_a_broken_rule_set_is_named(desk: Desk) -> None:
    with desk.store.writing("probe") as session:
        session.query(RuleSet).filter_by(code="DB-2020").one().parameters = {"modules": []}
    with pytest.raises(InputError, match="DB-2020"):
        rule_sets(desk)


def test_validity_is_told_in_one_line(desk: Desk) -> None:
    told = {each.code: validity(each) for each in rule_sets(desk)}
    assert told["DB-2020"] == "Digitalisierungsberatung 2020, gültig ab 01.01.2020"
    assert told["IKZ-OZG-2021"] == "IKZ-OZG (Konzept 2021), gültig 01.01.2020 bis 31.12.2026"


def test_a_draft_judges_nothing_until_it_is_active(desk: Desk) -> None:
    day = date(2022, 1, 15)
    with desk.store.writing("probe") as session:
        old = session.query(RuleSet).filter_by(code="IKZ-OZG-2021").one()
        session.add(
            RuleSet(
                code="IKZ-Entwurf",
                topic="ikz",
                name="Entwurf",
                valid_from=date(2022, 1, 1),
                is_default=True,
                state="draft",
                source="S2",
                parameters=old.parameters,
            )
        )
    forget(desk)
    chosen = applicable(rule_sets(desk), "ikz", day)
    assert chosen is not None
    assert chosen.rule_set.code == "IKZ-OZG-2021"
    with desk.store.writing("probe") as session:
        session.query(RuleSet).filter_by(code="IKZ-Entwurf").one().state = "active"
    forget(desk)
    chosen = applicable(rule_sets(desk), "ikz", day)
    assert chosen is not None
    assert chosen.rule_set.code == "IKZ-Entwurf"
