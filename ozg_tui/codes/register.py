"""Codes of organisations and people: kinds, functions, numbers, addresses."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Kinds of organisation; the first five are Kommunen or were."""

    LANDKREIS = "landkreis"
    KREISFREIE_STADT = "kreisfreie_stadt"
    SONDERSTATUS_STADT = "sonderstatus_stadt"
    STADT = "stadt"
    GEMEINDE = "gemeinde"
    GEMEINDEFREIES_GEBIET = "gemeindefreies_gebiet"
    ZWECKVERBAND = "zweckverband"
    MINISTRY = "ministry"
    REGIONAL_COUNCIL = "regional_council"
    ASSOCIATION = "association"
    PROVIDER = "provider"
    OTHER = "other"


MUNICIPAL_KINDS = frozenset(tuple(OrganisationKind)[:5])
"""What counts as a Kommune: Landkreis, town or Gemeinde.

Gemeindefreie Gebiete and Zweckverbände are none (§ 7 and § 1 HGO; HKO).
"""

TOWNS = tuple(OrganisationKind)[1:4]
"""Gemeinden that bear the name of a town (§ 13 HGO)."""

STORED_KINDS = tuple(
    kind for kind in OrganisationKind if kind is not OrganisationKind.GEMEINDEFREIES_GEBIET
)
"""What the store keeps. A gemeindefreies Gebiet has nobody to ring; files may still name one."""


class Role(StrEnum):
    """What a person does at the organisation."""

    HEAD = "head"
    DIGITALISATION = "digitalisation"
    COOPERATION = "cooperation"
    FINANCE = "finance"
    DATA_PROTECTION = "data_protection"
    IT = "it"
    COORDINATION = "coordination"
    OTHER = "other"


class Salutation(StrEnum):
    """How somebody is addressed."""

    MS = "ms"
    MR = "mr"


class LeavingReason(StrEnum):
    """Why somebody has left an office."""

    ELECTION = "election"
    END_OF_TERM = "end_of_term"
    RETIREMENT = "retirement"
    MOVE = "move"
    DEATH = "death"
    OTHER = "other"


class Side(StrEnum):
    """Which of two entries is right, where both are one person."""

    THIS = "this"
    OTHER = "other"


class NumberKind(StrEnum):
    """Where a telephone number rings."""

    DIRECT = "direct"
    SWITCHBOARD = "switchboard"
    MOBILE = "mobile"
    SECRETARIAT = "secretariat"


OF_ONE_PERSON = frozenset({NumberKind.DIRECT, NumberKind.MOBILE})
"""Numbers at which one person answers and nobody else."""


class AddressKind(StrEnum):
    """How a person is written to."""

    EMAIL = "email"
    POSTAL = "postal"
