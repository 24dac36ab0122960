"""All tables; importing this package loads SQLAlchemy's ORM."""

from collections.abc import Mapping

from db.tables.base import Base, Record
from db.tables.calls import Call, FollowUp, Note, NoteParty, Snippet
from db.tables.colleagues import Colleague
from db.tables.consulting import Booking, BookingStep
from db.tables.contact import Address, Contact, ContactRole, PhoneNumber
from db.tables.cooperation import Application, Participant, Resolution
from db.tables.cooperation_course import Determination, Obligation, Payment, StationStep
from db.tables.funding import (
    CostPosition,
    FundingLine,
    ModelParticipation,
    ModelStatusPeriod,
    Programme,
    RuleSet,
)
from db.tables.journal import Change, Draft, Erasure, Exchange, Receipt, Reversal, Seal, SeedRecord
from db.tables.knowledge import Knowledge, ReportedFigure, Source, Statement
from db.tables.newsletter import NewsletterIssue, Subscription
from db.tables.organisation import Organisation, OrganisationPeriod
from db.tables.services import BundleAvailability, Rollout, Service, ServiceBundle

TABLES: Mapping[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
"""Every table by the name that the history knows it by."""

__all__ = [
    "TABLES",
    "Address",
    "Application",
    "Base",
    "Booking",
    "BookingStep",
    "BundleAvailability",
    "Call",
    "Change",
    "Colleague",
    "Contact",
    "ContactRole",
    "CostPosition",
    "Determination",
    "Draft",
    "Erasure",
    "Exchange",
    "FollowUp",
    "FundingLine",
    "Knowledge",
    "ModelParticipation",
    "ModelStatusPeriod",
    "NewsletterIssue",
    "Note",
    "NoteParty",
    "Obligation",
    "Organisation",
    "OrganisationPeriod",
    "Participant",
    "Payment",
    "PhoneNumber",
    "Programme",
    "Receipt",
    "Record",
    "ReportedFigure",
    "Resolution",
    "Reversal",
    "Rollout",
    "RuleSet",
    "Seal",
    "SeedRecord",
    "Service",
    "ServiceBundle",
    "Snippet",
    "Source",
    "Statement",
    "StationStep",
    "Subscription",
]
