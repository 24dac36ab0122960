"""Loading again changes nothing, and never what staff did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from db.connection import hold_reader
from db.errors import RefusedError
from db.search.pages import Scope, page
from db.tables import (
    Change,
    Contact,
    FundingLine,
    Organisation,
    OrganisationPeriod,
    ReportedFigure,
    SeedRecord,
    Service,
    ServiceBundle,
    Source,
)
from seeds import catalogue, read
from seeds.catalogue import all_rows
from seeds.load import load
from seeds.rows import Ref, SeedRow
from tests.kit.stores import opened

USINGEN = "municipality/06434011"


def state(store):
    """Everything that a load could touch."""
    with store.reading() as session:
        changes = session.scalar(select(func.count()).select_from(Change))
        versions = session.execute(
            select(Organisation.id, Organisation.version, Organisation.changed_at)
        ).all()
        return changes, versions, session.scalar(select(func.sum(ServiceBundle.version)))


def changed(rows, seed, **values):
    return [
        row._replace(values={**row.values, **values}) if row.seed == seed else row for row in rows
    ]


def seeded_row(session, table, seed):
    return session.get(table, session.get(SeedRecord, seed).row_id)


def test_a_second_load_reads_no_file_and_opens_no_transaction(desk_store, monkeypatch):
    before = state(desk_store)
    monkeypatch.setattr(catalogue, "all_rows", None)
    monkeypatch.setattr(desk_store, "writing", None)
    added, updated, kept = load(desk_store)
    assert (added, updated, kept) == (0, 0, len(all_rows()))
    assert state(desk_store) == before


def test_loading_the_same_facts_under_another_fingerprint_changes_nothing(desk_store, new_edition):
    before = state(desk_store)
    rows = all_rows()
    new_edition(rows)
    assert load(desk_store) == (0, 0, len(rows))
    assert state(desk_store) == before


def test_every_row_begins_with_version_one_under_the_name_of_the_seeds(seeded):
    with seeded.reading() as session:
        assert set(session.scalars(select(Change.actor))) == {"Stammdaten"}
        assert set(session.scalars(select(Change.action))) == {"insert"}
        assert len(set(session.scalars(select(Change.unit)))) == 1
        for table in {row.table for row in all_rows()}:
            if hasattr(table, "version"):
                assert set(session.scalars(select(table.version))) == {1}, table


def test_a_new_value_reaches_an_untouched_row(desk_store, new_edition):
    new_edition(changed(all_rows(), USINGEN, street="Neue Straße 1"))
    assert load(desk_store)[:2] == (0, 1)
    with desk_store.reading() as session:
        usingen = seeded_row(session, Organisation, USINGEN)
        assert (usingen.street, usingen.version) == ("Neue Straße 1", 2)
        assert usingen.changed_by == "Stammdaten"


def test_what_staff_changed_stays_and_the_other_fields_are_renewed(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        seeded_row(session, Organisation, USINGEN).street = "Wilhelmjstraße 2"
    rows = changed(all_rows(), USINGEN, street="Neue Straße 1", population=15_000)
    new_edition(rows)
    assert load(desk_store)[:2] == (0, 1)
    with desk_store.reading() as session:
        usingen = seeded_row(session, Organisation, USINGEN)
        assert (usingen.street, usingen.population) == ("Wilhelmjstraße 2", 15_000)
    new_edition(rows)
    assert load(desk_store)[:2] == (0, 0)


def test_a_field_that_staff_emptied_stays_empty(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        seeded_row(session, Organisation, USINGEN).office = None
    new_edition(changed(all_rows(), USINGEN, office="Magistrat"))
    assert load(desk_store)[:2] == (0, 0)
    with desk_store.reading() as session:
        assert seeded_row(session, Organisation, USINGEN).office is None


def test_a_changed_period_lets_an_open_form_notice(desk_store, new_edition):
    new_edition(changed(all_rows(), f"{USINGEN}/period/begin", name="Usingen im Taunus"))
    assert load(desk_store)[:2] == (0, 1)
    with desk_store.reading() as session:
        assert seeded_row(session, Organisation, USINGEN).version == 2
    with hold_reader(desk_store.engine) as connection:
        (line, *_) = page(connection, Scope(text="usingen taunus"), 10)
        assert line.title == "Usingen im Taunus"


def test_a_deleted_row_stays_away(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        session.delete(seeded_row(session, Contact, "contact/merz"))
    new_edition(changed(all_rows(), "contact/merz", note="Neu"))
    assert load(desk_store)[:2] == (0, 0)
    with desk_store.reading() as session:
        assert sorted(session.scalars(select(Contact.family_name))) == ["Maser", "Mosler"]


def test_a_row_that_took_the_number_of_a_deleted_one_is_left_alone(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        gone = seeded_row(session, Contact, "contact/merz")
        number, organisation = gone.id, gone.organisation_id
        session.delete(gone)
    with desk_store.writing("Kim") as session:
        # As older programs did: SQLite gave them the number again.
        fresh = Contact(
            id=number,
            organisation_id=organisation,
            family_name="Neu",
            historic_on=date(2020, 11, 19),
        )
        session.add(fresh)
    new_edition(changed(all_rows(), "contact/merz", historic_on=date(2021, 1, 1)))
    assert load(desk_store)[:2] == (0, 0)
    with desk_store.reading() as session:
        fresh = session.get(Contact, number)
        assert (fresh.family_name, fresh.historic_on) == ("Neu", date(2020, 11, 19))
        assert fresh.numbers == []


def test_a_new_part_of_a_deleted_record_is_not_added(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        session.delete(seeded_row(session, ServiceBundle, "bundle/soziales"))
    service = SeedRow(
        "bundle/soziales/service/2", Service, {"bundle_id": Ref("bundle/soziales"), "number": 2}
    )
    new_edition([*all_rows(), service])
    assert load(desk_store)[:2] == (0, 0)


def test_new_rows_are_added_and_touch_the_record_they_belong_to(desk_store, new_edition):
    figure = {
        "code": "services_available",
        "label": "Verfügbare kommunale Online-Leistungen",
        "value": 71,
        "unit": "Leistungen",
        "as_of": date(2021, 6, 1),
        "source_code": "S2",
    }
    service = {"bundle_id": Ref("bundle/soziales"), "number": 2}
    new_edition(
        [
            *all_rows(),
            SeedRow("figure/services_available/2021-06-01", ReportedFigure, figure),
            SeedRow("bundle/soziales/service/2", Service, service),
        ]
    )
    assert load(desk_store)[:2] == (2, 0)
    with desk_store.reading() as session:
        soziales = seeded_row(session, ServiceBundle, "bundle/soziales")
        assert ([each.number for each in soziales.services], soziales.version) == ([1, 2], 2)


def test_what_staff_entered_before_the_seeds_knew_it_is_not_doubled(desk_store, new_edition):
    with desk_store.writing("Kim") as session:
        session.add(Source(code="S4", title="Unser Titel", publisher="Wir"))
        place = Organisation(street="Unsere Straße")
        place.periods.append(
            OrganisationPeriod(key="06634099", name="Neustadt am Berg", kind="stadt")
        )
        session.add(place)
    seed = "municipality/06634099"
    period = {
        "organisation_id": Ref(seed),
        "key": "06634099",
        "name": "Neustadt",
        "kind": "stadt",
        "valid_from": None,
    }
    new_edition(
        [
            *all_rows(),
            SeedRow("source/S4", Source, {"code": "S4", "title": "Titel", "publisher": "Land"}),
            SeedRow(seed, Organisation, {"street": "Amtsstraße", "source_code": "GV"}),
            SeedRow(f"{seed}/period/begin", OrganisationPeriod, period),
        ]
    )
    assert load(desk_store)[:2] == (0, 0)
    with desk_store.reading() as session:
        assert session.scalars(select(Source.title).where(Source.code == "S4")).one() == (
            "Unser Titel"
        )
        assert seeded_row(session, Organisation, seed).street == "Unsere Straße"
        assert session.scalars(
            select(OrganisationPeriod.name).where(OrganisationPeriod.key == "06634099")
        ).all() == ["Neustadt am Berg"]


def test_older_files_leave_a_store_alone_that_newer_ones_filled(
    desk_store, new_edition, monkeypatch
):
    rows = changed(all_rows(), USINGEN, street="Alt")
    monkeypatch.setattr(read, "edition", lambda: 0)
    new_edition(rows)
    assert load(desk_store)[:2] == (0, 0)
    with desk_store.reading() as session:
        assert seeded_row(session, Organisation, USINGEN).street != "Alt"


def test_a_load_that_fails_leaves_nothing_behind(sqlite_store, new_edition):
    broken = SeedRow("funding-line/x", FundingLine, {"programme_id": Ref("programme/ikz-ozg")})
    new_edition([*all_rows(), broken])
    with pytest.raises(RefusedError):
        load(sqlite_store)
    with sqlite_store.reading() as session:
        for table in (Organisation, SeedRecord, Change):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_two_programs_that_start_together_load_once(store_url):
    with opened(store_url) as one, opened(store_url) as other, ThreadPoolExecutor(2) as pool:
        counts = sorted(loaded.added for loaded in pool.map(load, (one, other)))
        assert counts == [0, len(all_rows())]
        assert state(one) == state(other)
