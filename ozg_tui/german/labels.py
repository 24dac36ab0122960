"""How codes read in German: one place for lists, forms, messages and reports."""

from collections.abc import Mapping
from enum import Enum

from ozg_tui.codes import (
    consulting,
    funding,
    ikz,
    newsletter,
    register,
    rights,
    services,
    telephone,
)

KINDS: Mapping[str, str] = {
    "landkreis": "Landkreis",
    "kreisfreie_stadt": "Kreisfreie Stadt",
    "sonderstatus_stadt": "Sonderstatusstadt",
    "stadt": "Stadt",
    "gemeinde": "Gemeinde",
    "gemeindefreies_gebiet": "Gemeindefreies Gebiet",
    "zweckverband": "Zweckverband",
    "ministry": "Ministerium",
    "regional_council": "Regierungspräsidium",
    "association": "Kommunaler Spitzenverband",
    "provider": "IT-Dienstleister",
    "other": "Sonstige Stelle",
}

ROLES: Mapping[str, str] = {
    "head": "Leitung der Verwaltung",
    "digitalisation": "Digitalisierung",
    "cooperation": "IKZ",
    "finance": "Finanzen",
    "data_protection": "Datenschutz",
    "it": "IT",
    "coordination": "Koordinierungsstelle",
    "other": "Sonstige Funktion",
    "historic": "nicht mehr aktuell",
}

SALUTATIONS: Mapping[str, str] = {"ms": "Frau", "mr": "Herr"}

SIDES: Mapping[str, str] = {"this": "diesem Eintrag", "other": "dem anderen"}

LEAVING_REASONS: Mapping[str, str] = {
    "election": "Wahl",
    "end_of_term": "Ende der Amtszeit",
    "retirement": "Ruhestand",
    "move": "Wechsel",
    "death": "verstorben",
    "other": "anderer Grund",
}

NUMBER_KINDS: Mapping[str, str] = {
    "direct": "Durchwahl",
    "secretariat": "Sekretariat",
    "switchboard": "Zentrale",
    "mobile": "Mobil",
}

ADDRESS_KINDS: Mapping[str, str] = {"email": "E-Mail", "postal": "Postanschrift"}

BOOKING_STATES: Mapping[str, str] = {
    "registered": "angemeldet",
    "scheduled": "terminiert",
    "held": "durchgeführt",
    "settled": "abgerechnet",
    "no_show": "nicht erschienen",
    "cancelled": "storniert",
    "declined": "abgelehnt",
}

STATIONS: Mapping[str, str] = {
    "idea": "Idee",
    "consulting": "Beratung",
    "resolutions": "Beschlüsse",
    "agreement": "Vereinbarung",
    "submitted": "Antrag",
    "district": "beim Landkreis",
    "regional_council": "beim Regierungspräsidium",
    "ministry": "im Ministerium",
    "incomplete": "unvollständig",
    "approved": "bewilligt",
    "rejected": "abgelehnt",
    "withdrawn": "zurückgezogen",
    "paid": "ausgezahlt",
    "running": "in Laufzeit",
    "proof": "Nachweis",
    "closed": "abgeschlossen",
}

PARTICIPANT_ROLES: Mapping[str, str] = {"lead": "federführend", "partner": "beteiligt"}

RESOLUTIONS: Mapping[str, str] = {
    "open": "offen",
    "scheduled": "angesetzt",
    "passed": "gefasst",
    "rejected": "abgelehnt",
    "adjourned": "vertagt",
    "revoked": "aufgehoben",
}

AGREEMENT_FORMS: Mapping[str, str] = {
    "public_law_agreement": "öffentlich-rechtliche Vereinbarung",
    "special_purpose_association": "Zweckverband",
    "private_law": "privatrechtliche Form",
    "other": "andere Form",
}

TRANSFERS: Mapping[str, str] = {"delegation": "Delegation", "mandate": "Mandatierung"}

OBLIGATIONS: Mapping[str, str] = {
    "proof": "Nachweis der Einsparung",
    "report": "Bericht",
    "other": "Sonstiges",
}

RULE_SET_STATES: Mapping[str, str] = {"draft": "Entwurf", "active": "in Kraft gesetzt"}

SAVING_BASES: Mapping[str, str] = {
    "personnel": "Personalkosten",
    "personnel_and_material": "Personal- und Sachkosten",
}
DIRECTIONS: Mapping[str, str] = {"incoming": "eingehend", "outgoing": "ausgehend"}

ARROWS: Mapping[str, str] = {"incoming": "<-", "outgoing": "->"}
"""Directions where a word has no room."""

CALL_RESULTS: Mapping[str, str] = {
    "open": "offen",
    "done": "erledigt",
    "call_back": "Rückruf",
    "forwarded": "weitergeleitet",
    "no_concern": "kein Anliegen",
}

TOPICS: Mapping[str, str] = {
    "consulting": "Beratung",
    "cooperation": "IKZ",
    "model": "Modellkommunen",
    "services": "Leistungen",
    "costs": "Kosten",
    "newsletter": "OZG-Report",
    "contact_details": "Ansprechpersonen",
    "other": "Sonstiges",
}
"""Each begins with a letter of its own: one key chooses."""

ROLLOUT_STATES: Mapping[str, str] = {
    "not_started": "nicht begonnen",
    "planned": "geplant",
    "connecting": "in Anbindung",
    "test": "im Test",
    "live": "live",
    "disturbed": "gestört",
    "switched_off": "abgeschaltet",
    "not_competent": "nicht zuständig",
}

CENTRAL_STATES: Mapping[str, str] = {
    "planned": "geplant",
    "in_progress": "in Umsetzung",
    "quality_assurance": "in Qualitätssicherung",
    "released": "freigegeben",
    "available": "bereitgestellt",
    "withdrawn": "abgelöst",
}

CONSENTS: Mapping[str, str] = {
    "requested": "angefordert",
    "confirmed": "bestätigt",
    "ended": "beendet",
}

BEARERS: Mapping[str, str] = {"land": "Land", "municipality": "Kommune"}

CHECKED: Mapping[str, str] = {"checked": "geprüft", "unchecked": "ungeprüft"}

TABLES_BESIDE: Mapping[str, str] = {
    "change": "Verlauf",
    "contact_role": "Funktion",
    "phone_number": "Rufnummer",
    "address": "Adresse",
    "participant": "Beteiligung an einem IKZ-Antrag",
    "resolution": "Beschluss",
    "payment": "Auszahlung",
    "obligation": "Pflicht nach der Bewilligung",
    "booking_step": "Schritt einer Beratung",
    "station_step": "Schritt eines IKZ-Antrags",
    "determination": "Bewertung eines IKZ-Antrags",
    "draft": "Entwurf",
    "erasure": "Löschung",
    "exchange": "Eingelesene oder ausgegebene Datei",
    "funding_line": "Fördermittel",
    "programme": "Förderprogramm",
    "reported_figure": "Berichtete Zahl",
    "seed_record": "Stammdaten",
    "source": "Quelle",
    "statement": "Angabe einer Quelle",
    "receipt": "Quittung eines Berichts",
    "reversal": "Rücknahme",
    "seal": "Siegel des Verlaufs",
}
"""What rows are called that are no records of their own."""

MODEL_STATUSES: Mapping[str, str] = {
    "applied": "beworben",
    "chosen": "ausgewählt",
    "succeeded": "nachgerückt",
    "resigned": "ausgeschieden",
    "contracted": "Fördervertrag",
    "completed": "abgeschlossen",
}

RIGHTS: Mapping[str, str] = {
    "read": "Lesen",
    "edit": "Bearbeiten",
    "decide": "Entscheiden",
    "manage": "Verwalten",
}

CHECK_PARTS: Mapping[str, str] = {
    "value": "Stand",
    "threshold": "Nötig",
    "distance": "Abstand",
    "text": "Regel",
    "source": "Quelle",
    "rule_set": "Regelwerk",
    "question": "Jetzt fragen",
    "supplier": "Auskunft gibt",
    "hints": "Hinweis",
}
"""What a check says, part by part, wherever it is told."""

_BY_TYPE: Mapping[type[Enum], Mapping[str, str]] = {
    register.OrganisationKind: KINDS,
    register.Role: ROLES,
    register.Salutation: SALUTATIONS,
    register.Side: SIDES,
    register.LeavingReason: LEAVING_REASONS,
    register.NumberKind: NUMBER_KINDS,
    register.AddressKind: ADDRESS_KINDS,
    consulting.BookingState: BOOKING_STATES,
    ikz.Station: STATIONS,
    ikz.ParticipantRole: PARTICIPANT_ROLES,
    ikz.ResolutionStatus: RESOLUTIONS,
    ikz.AgreementForm: AGREEMENT_FORMS,
    ikz.Transfer: TRANSFERS,
    ikz.ObligationKind: OBLIGATIONS,
    funding.SavingBasis: SAVING_BASES,
    funding.RuleSetState: RULE_SET_STATES,
    funding.ModelStatus: MODEL_STATUSES,
    telephone.Direction: DIRECTIONS,
    telephone.CallResult: CALL_RESULTS,
    telephone.Topic: TOPICS,
    services.RolloutState: ROLLOUT_STATES,
    services.CentralState: CENTRAL_STATES,
    newsletter.Consent: CONSENTS,
    rights.Right: RIGHTS,
}


def label_of(member: Enum) -> str:
    """The German word for a code; a code without one is shown as it is."""
    return _BY_TYPE.get(type(member), {}).get(member.value, str(member.value))
