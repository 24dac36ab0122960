"""The facts as the sources state them, and for the day that is asked for."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import or_, select

from db.tables import (
    Contact,
    FundingLine,
    ModelParticipation,
    ModelStatusPeriod,
    Organisation,
    OrganisationPeriod,
    Programme,
    ReportedFigure,
    RuleSet,
    ServiceBundle,
    Source,
    Statement,
)
from ozg_tui.codes.register import MUNICIPAL_KINDS
from ozg_tui.rules.phone import normalise
from ozg_tui.rules.rule_set import parse_rule_sets
from seeds import read
from seeds.catalogue import all_rows

TODAY = date(2026, 11, 22)
MEMBERS = ("chosen", "succeeded", "contracted", "completed")
ALL_YEARS = [
    "Darmstadt",
    "Gießen",
    "Großalmerode",
    "Groß-Gerau",
    "Hofbieber",
    "Marburg",
    "Marburg-Biedenkopf",
    "Taunusstein",
    "Usingen",
    "Viernheim",
    "Volkmarsen",
    "Wanfried",
    "Wetzlar",
    "Wiesbaden",
]


def on(table, day):
    return (
        or_(table.valid_from.is_(None), table.valid_from <= day),
        or_(table.valid_to.is_(None), table.valid_to >= day),
    )


def kinds(store, day, *where):
    with store.reading() as session:
        return Counter(
            session.scalars(
                select(OrganisationPeriod.kind).where(
                    OrganisationPeriod.kind.in_(MUNICIPAL_KINDS),
                    *on(OrganisationPeriod, day),
                    *where,
                )
            )
        )


def test_the_442_kommunen_of_today(seeded):
    assert kinds(seeded, TODAY) == {
        "landkreis": 21,
        "kreisfreie_stadt": 6,
        "sonderstatus_stadt": 6,
        "stadt": 179,
        "gemeinde": 230,
    }


@pytest.mark.parametrize(
    ("day", "kommunen", "independent", "special"),
    [
        (date(2019, 12, 31), 444, 5, 7),
        (date(2020, 1, 1), 443, 5, 7),
        (date(2022, 12, 31), 443, 5, 7),
        (date(2023, 1, 1), 442, 5, 7),
        (date(2025, 12, 31), 442, 5, 7),
        (date(2026, 1, 1), 442, 6, 6),
    ],
)
def test_the_number_of_kommunen_depends_on_the_day(seeded, day, kommunen, independent, special):
    found = kinds(seeded, day)
    assert found.total() == kommunen
    assert found["kreisfreie_stadt"] == independent
    assert found["sonderstatus_stadt"] == special


@pytest.mark.parametrize(("day", "number"), [(date(2025, 12, 31), 29), (date(2026, 1, 1), 28)])
def test_hanau_left_the_main_kinzig_kreis(seeded, day, number):
    assert kinds(seeded, day, OrganisationPeriod.district_key == "06435").total() == number


def test_hanau_is_one_organisation_with_two_keys(seeded):
    with seeded.reading() as session:
        (hanau,) = session.scalars(
            select(Organisation).join(OrganisationPeriod).where(OrganisationPeriod.name == "Hanau")
        ).unique()
        before, now = hanau.periods
        assert (before.key, before.ars, before.kind, before.district_key) == (
            "06435014",
            "064350014014",
            "sonderstatus_stadt",
            "06435",
        )
        assert (before.valid_from, before.valid_to) == (None, date(2025, 12, 31))
        assert (now.key, now.ars, now.kind, now.district_key) == (
            "06415000",
            "064150000000",
            "kreisfreie_stadt",
            None,
        )
        assert (now.valid_from, now.valid_to) == (date(2026, 1, 1), None)
        assert (hanau.population, hanau.population_on) == (101_364, date(2022, 12, 31))


@pytest.mark.parametrize(
    ("gone", "last_day", "successor"),
    [
        ("Oberweser", date(2019, 12, 31), "Wesertal"),
        ("Wahlsburg", date(2019, 12, 31), "Wesertal"),
        ("Bromskirchen", date(2022, 12, 31), "Allendorf (Eder)"),
    ],
)
def test_a_merged_kommune_is_closed_and_leads_to_its_successor(seeded, gone, last_day, successor):
    with seeded.reading() as session:
        period = session.scalars(
            select(OrganisationPeriod).where(OrganisationPeriod.name == gone)
        ).one()
        assert period.valid_to == last_day
        heir = session.get(Organisation, period.organisation.successor_id)
        assert heir.periods[-1].name == successor
        assert heir.periods[-1].valid_from > last_day


def test_keys_fit_each_other_and_every_kommune_has_an_address(seeded):
    with seeded.reading() as session:
        for period in session.scalars(
            select(OrganisationPeriod).where(OrganisationPeriod.kind.in_(MUNICIPAL_KINDS))
        ):
            key = period.key
            body = "0" + key[5:] if period.district_key else "0000"
            assert period.ars == key[:5] + body + key[5:].rjust(3, "0")
            assert (period.district_key or key[:5]) == key[:5]
            assert {"4": "Darmstadt", "5": "Gießen", "6": "Kassel"}[key[2]] == period.region
            if period.valid_to is None:
                place = period.organisation
                assert all((place.office, place.street, place.town, place.population))
                assert len(place.postcode) == 5


def test_wesertal_is_not_addressed_by_the_name_of_a_dissolved_gemeinde(seeded):
    with seeded.reading() as session:
        wesertal = session.scalars(
            select(Organisation)
            .join(OrganisationPeriod)
            .where(OrganisationPeriod.name == "Wesertal")
        ).one()
        assert wesertal.office == "Gemeindevorstand der Gemeinde Wesertal"
        assert "Oberweser" in wesertal.note


def test_seventeen_bundles_with_seventy_services(seeded):
    with seeded.reading() as session:
        bundles = session.scalars(select(ServiceBundle).order_by(ServiceBundle.position)).all()
        assert [len(bundle.services) for bundle in bundles] == [
            *(12, 8, 1, 2, 2, 4, 1, 13, 14, 1, 2, 1, 4, 1, 1, 2, 1)
        ]
        assert sum(len(bundle.services) for bundle in bundles) == 70
        assert [bundle.name for bundle in bundles if bundle.efa] == ["Kommunale Abgaben (EfA)"]
        assert {service.name for bundle in bundles for service in bundle.services} == {None}
        months = [each.month for bundle in bundles for each in bundle.available]
        assert (len(months), min(months), max(months)) == (21, "2019-10", "2021-04")
        jugendamt = next(bundle for bundle in bundles if bundle.name == "Jugendamt")
        assert [each.month for each in jugendamt.available] == ["2019-11", "2020-01", "2020-10"]


def members(store, day):
    with store.reading() as session:
        return sorted(
            session.scalars(
                select(OrganisationPeriod.name)
                .join(
                    ModelParticipation,
                    ModelParticipation.organisation_id == OrganisationPeriod.organisation_id,
                )
                .join(ModelStatusPeriod)
                .where(
                    *on(OrganisationPeriod, day),
                    *on(ModelStatusPeriod, day),
                    ModelStatusPeriod.status.in_(MEMBERS),
                )
            )
        )


@pytest.mark.parametrize(
    ("day", "only"),
    [
        (date(2020, 11, 19), "Fulda"),
        (date(2020, 11, 20), "Fulda"),
        (date(2021, 5, 16), "Fulda"),
        (date(2021, 5, 17), "Neu-Isenburg"),
        (date(2021, 5, 19), "Neu-Isenburg"),
        (date(2023, 1, 1), "Neu-Isenburg"),
        (TODAY, "Neu-Isenburg"),
    ],
)
def test_fifteen_model_municipalities_on_every_day(seeded, day, only):
    assert members(seeded, day) == sorted([*ALL_YEARS, only])


def test_nobody_was_a_model_municipality_before_the_choice(seeded):
    assert members(seeded, date(2020, 11, 18)) == []


def test_the_day_of_the_change_from_fulda_is_marked_as_unknown(seeded):
    with seeded.reading() as session:
        unsure = session.scalars(
            select(ModelStatusPeriod).where(
                or_(
                    ModelStatusPeriod.valid_to == date(2021, 5, 16),
                    ModelStatusPeriod.valid_from == date(2021, 5, 17),
                )
            )
        ).all()
        assert sorted(each.status for each in unsure) == ["chosen", "resigned", "succeeded"]
        assert not any(each.dates_exact for each in unsure)
        assert all("zwischen dem 19.11.2020 und dem 17.05.2021" in each.note for each in unsure)


def test_joint_projects_carry_no_invented_amount(seeded):
    with seeded.reading() as session:
        rows = session.scalars(select(ModelParticipation)).all()
        joint = {
            session.get(Organisation, row.organisation_id).periods[-1].name
            for row in rows
            if row.joint
        }
        assert joint == {"Darmstadt", "Viernheim"}
        assert {row.amount_cents for row in rows} == {None}
        # A project is named with the source that names it.
        named = [row.note or "" for row in rows if row.project]
        assert len(named) == 2
        assert all("Projekt nach" in note for note in named)


def test_money_lines_keep_the_wording_and_count_once(seeded):
    with seeded.reading() as session:
        lines = {line.code: line for line in session.scalars(select(FundingLine))}
        efa = lines["efa-betriebskosten"]
        assert efa.wording == "bis zu 3,9 Millionen Euro pro Jahr"
        assert (efa.amount_cents, efa.upper_limit, efa.yearly) == (390_000_000, True, True)
        assert (efa.valid_from, efa.valid_to) == (date(2023, 1, 1), date(2024, 12, 31))
        assert lines["civento"].amount_cents == 400_000_000
        assert lines["modellkommunen"].included_in_id == lines["ozg-umsetzung"].id
        assert lines["ozg-umsetzung"].amount_cents == 1_700_000_000
        programmes = {programme.code for programme in session.scalars(select(Programme))}
        assert {"umsetzungsvereinbarung", "starke_heimat"} <= programmes


def test_the_contacts_of_2020_are_history(seeded):
    with seeded.reading() as session:
        contacts = session.scalars(select(Contact)).all()
        assert len(contacts) == 3
        assert {contact.historic_on for contact in contacts} == {date(2020, 11, 19)}
        for contact in contacts:
            (number,) = contact.numbers
            assert normalise(number.raw).e164 == number.e164


def test_contradictions_are_kept_side_by_side(seeded):
    with seeded.reading() as session:
        rows = session.scalars(select(Statement)).all()
        by_subject = {}
        for row in rows:
            by_subject.setdefault(row.subject, []).append(row)
        for subject, statements in by_subject.items():
            assert len({row.stated for row in statements}) > 1, subject
            assert {row.held_valid for row in statements} == {True, False}, subject
        millions = next(row for row in rows if "15 Millionen" in row.stated)
        assert (millions.source_code, millions.held_valid) == ("S3", False)
        bundles = by_subject["Zahl der Umsetzungsbündel im Mai 2021"]
        assert [row.stated[:2] for row in bundles if row.held_valid] == ["17"]


def test_reported_figures(seeded):
    with seeded.reading() as session:
        figures = {
            each.code: (each.value, each.as_of) for each in session.scalars(select(ReportedFigure))
        }
    assert figures == {
        "consulting_landkreise": (18, date(2021, 5, 19)),
        "consulting_towns": (180, date(2021, 5, 19)),
        "consulting_modules": (298, date(2021, 5, 19)),
        "services_available": (70, date(2021, 5, 17)),
        "model_applicants": (22, date(2020, 9, 30)),
        "model_chosen": (15, date(2020, 11, 19)),
    }


def test_every_row_names_a_known_source(seeded):
    with seeded.reading() as session:
        known = set(session.scalars(select(Source.code)))
    assert {"S0", "S1", "S2", "S3", "GV", "AV"} <= known
    for row in all_rows():
        if row.table is RuleSet:
            assert row.values["source"]
        elif "source_code" in row.table.__table__.c:
            assert row.values["source_code"] in known, row.seed
        elif row.table not in {Source, ModelParticipation}:
            assert row.owner is not None, row.seed
    assert {line["address_source"] for line in read.lines("municipalities.csv")} == {"AV"}


def test_official_registers_come_with_the_attribution_they_ask_for(seeded):
    with seeded.reading() as session:
        for source in session.scalars(select(Source).where(Source.code.in_(("GV", "AV")))):
            assert "©" in source.attribution
            assert "mit Quellenangabe gestattet" in source.attribution


def test_stored_rule_sets_are_those_that_the_rules_read(seeded):
    expected = parse_rule_sets({"rule_set": read.tables("rule_sets.toml", "rule_set")})
    with seeded.reading() as session:
        stored = [
            {
                "code": row.code,
                "topic": row.topic,
                "name": row.name,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "default": row.is_default,
                "source": row.source,
                "parameters": row.parameters,
            }
            for row in session.scalars(select(RuleSet).order_by(RuleSet.id))
        ]
    found = parse_rule_sets({"rule_set": stored})
    assert [each.model_copy(update={"note": ""}) for each in expected] == [
        each.model_copy(update={"note": ""}) for each in found
    ]
