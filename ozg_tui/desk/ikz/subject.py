"""IKZ applications: what several Kommunen do together, and what is granted for it."""

from db.search import facets
from ozg_tui.codes.ikz import ENDED_STATIONS
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.subject import (
    Gender,
    Links,
    Listed,
    Not,
    Noun,
    Part,
    PartUndone,
    Personal,
    Reason,
    Status,
    Subject,
    Undone,
)
from ozg_tui.german.labels import STATIONS

_NOUN = Noun("IKZ-Antrag", "IKZ-Anträge", Gender.DER)

APPLICATION = Subject(
    code="application",
    table="application",
    noun=_NOUN,
    records="ozg_tui.desk.ikz.applications:APPLICATIONS",
    parts=(
        Part(
            "participant",
            told="ozg_tui.desk.ikz.told:PARTICIPANT",
            undone=PartUndone("ozg_tui.desk.ikz.parts:PARTICIPANT"),
            personal=Not("a Kommune with its days and costs"),
            form="ozg_tui.desk.ikz.rows:ParticipantInput",
        ),
        Part(
            "resolution",
            told="ozg_tui.desk.ikz.told:RESOLUTION",
            undone=PartUndone("ozg_tui.desk.ikz.parts:RESOLUTION"),
            personal=Personal("cases", texts=("printed_matter",)),
            form="ozg_tui.desk.ikz.rows:ParticipantInput",
            called={"status": "resolution"},
        ),
        Part(
            "payment",
            told=Not("the step of the application says it"),
            undone=PartUndone(
                "ozg_tui.desk.ikz.parts:PAYMENT",
                together=(frozenset({"paid_on", "amount_cents", "note", "position"}),),
            ),
            personal=Personal("cases", texts=("note",)),
            form="ozg_tui.desk.ikz.rows:PaymentInput",
        ),
        Part(
            "obligation",
            told=Not("START names what is overdue"),
            undone=PartUndone(
                "ozg_tui.desk.ikz.parts:OBLIGATION",
                together=(frozenset({"kind", "what", "due_on", "done_on", "position"}),),
            ),
            personal=Personal("cases", texts=("what",)),
            form="ozg_tui.desk.ikz.rows:ObligationInput",
        ),
        Part(
            "station_step",
            told=Not("the station of the application says it"),
            undone=PartUndone(),
            personal=Personal("cases", texts=("note",)),
        ),
    ),
    listed=(
        Listed(
            Kind.APPLICATION,
            "application",
            _NOUN,
            word="Antrag",
            name="ikz_application",
            status=Status(STATIONS, facets.station, frozenset(STATIONS).difference(ENDED_STATIONS)),
            reasons={"field_of_work": Reason("Aufgabenfeld"), "number": Reason("Nummer")},
        ),
    ),
    links=Links("application_id", others="ozg_tui.desk.ikz.parts:LEAD"),
    told="ozg_tui.desk.ikz.told:APPLICATION",
    undone=Undone(
        stays=(
            "Damit wurde der Antrag angelegt, und ein Antrag wird nicht gelöscht. Wenn er nicht "
            "weitergeht: am Antrag mit m die Station »zurückgezogen« wählen."
        ),
        with_noun=False,
        by_reference=True,
        together=(
            frozenset(
                {
                    "granted_cents",
                    "standard_cents",
                    "deviation_reason",
                    "deviation_by",
                    "deviation_confirmed_by",
                }
            ),
            frozenset({"station", "station_since"}),
        ),
    ),
    counted=("ikz", "owed"),
    given_out="ozg_tui.desk.exchange.lists.work:APPLICATIONS",
    taken_in="ozg_tui.desk.exchange.kinds:APPLICATIONS",
    personal=Personal(
        "cases",
        texts=(
            "title",
            "field_of_work",
            "two_partner_reason",
            "agreement_reference",
            "notional_reason",
            "notice_reference",
            "deviation_reason",
            "note",
        ),
    ),
)

SUBJECTS = (APPLICATION,)
