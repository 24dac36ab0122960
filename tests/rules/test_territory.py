from datetime import date

import pytest
from pydantic import ValidationError

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.territory import (
    Place,
    association,
    council,
    council_article,
    council_of,
    executive,
    is_municipality,
    supervision,
    supervisors,
)


@pytest.mark.parametrize(
    ("kind", "body", "administration"),
    [
        (OrganisationKind.GEMEINDE, "Gemeindevertretung", "Gemeindevorstand"),
        (OrganisationKind.STADT, "Stadtverordnetenversammlung", "Magistrat"),
        (OrganisationKind.SONDERSTATUS_STADT, "Stadtverordnetenversammlung", "Magistrat"),
        (OrganisationKind.KREISFREIE_STADT, "Stadtverordnetenversammlung", "Magistrat"),
        (OrganisationKind.LANDKREIS, "Kreistag", "Kreisausschuss"),
        (OrganisationKind.ZWECKVERBAND, "Verbandsversammlung", "Verbandsvorstand"),
    ],
)
def test_bodies_follow_from_the_kind(
    kind: OrganisationKind, body: str, administration: str
) -> None:
    assert (council(kind), executive(kind)) == (body, administration)


def test_every_kind_has_a_label_and_a_body_for_sentences():
    for kind in OrganisationKind:
        assert KINDS[kind]
        assert council_article(kind) in {"der", "die", "das"}


def test_five_kinds_are_kommunen():
    assert sum(is_municipality(kind) for kind in OrganisationKind) == 5
    assert not is_municipality(OrganisationKind.GEMEINDEFREIES_GEBIET)
    assert not is_municipality(OrganisationKind.ZWECKVERBAND)


def test_hanau_changes_key_and_status_with_the_new_year(places):
    hanau = places["06435014"]
    assert hanau.on(date(2025, 12, 31)).kind is OrganisationKind.SONDERSTATUS_STADT
    assert hanau.on(date(2026, 1, 1)).key == "06415000"
    assert places["06415000"] is hanau
    assert hanau.latest.key == "06415000"


def test_bromskirchen_exists_until_the_end_of_2022(places):
    bromskirchen = places["06635007"]
    assert bromskirchen.existed_on(date(2022, 12, 31))
    assert not bromskirchen.existed_on(date(2023, 1, 1))


def test_a_place_without_periods_is_refused():
    with pytest.raises(ValidationError):
        Place(periods=())


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("06633001", "die Gemeindevertretung von Ahnatal"),
        ("06636004", "die Stadtverordnetenversammlung von Großalmerode"),
        ("06531", "der Kreistag des Landkreises Gießen"),
        ("06532", "der Kreistag des Lahn-Dill-Kreises"),
    ],
)
def test_a_body_is_named_in_a_sentence(places, key, named):
    assert council_of(places[key].latest) == named


@pytest.mark.parametrize(
    ("key", "authority"),
    [
        ("06412000", "Das für Inneres zuständige Ministerium"),
        ("06411000", "Regierungspräsidium Darmstadt"),
        ("06534014", "Regierungspräsidium Gießen"),
        ("06531", "Regierungspräsidium Gießen"),
        (
            "06633001",
            "Landrat des Kreises 06633 als Behörde der Landesverwaltung "
            "(obere Aufsicht: Regierungspräsidium Kassel)",
        ),
        ("06633200", ""),
    ],
)
def test_the_supervision_a_letter_passes(places, key, authority):
    assert supervision(places[key], date(2022, 1, 15)) == authority


def test_the_way_of_a_letter(places):
    day = date(2026, 1, 1)
    assert supervisors(places["06633001"], day, "Landkreis Kassel") == (
        "Landrat (Landkreis Kassel)",
        "Regierungspräsidium Kassel",
    )
    assert supervisors(places["06531"], day) == ("Regierungspräsidium Gießen",)
    assert supervisors(places["06633200"], day) == ()


def test_only_landkreise_belong_to_one_association_by_their_kind():
    assert association(OrganisationKind.LANDKREIS) == "HLT"
    assert {
        association(kind) for kind in OrganisationKind if kind is not OrganisationKind.LANDKREIS
    } == {""}
