"""What is said at the telephone and what follows from it: calls, notes, follow-ups, snippets."""

from db.search import facets
from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import OPEN_RESULTS
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
from ozg_tui.german.labels import CALL_RESULTS, TOPICS

_ABOUT = ("organisation_id", "contact_id", "application_id", "booking_id", "call_id")
_PLACE = frozenset({"organisation_id", "contact_id"})
_CALL = Noun("Anruf", "Anrufe", Gender.DER)
_NOTE = Noun("Notiz", "Notizen", Gender.DIE)
_FOLLOW_UP = Noun("Wiedervorlage", "Wiedervorlagen", Gender.DIE)

NOTE = Subject(
    code="note",
    table="note",
    noun=_NOTE,
    records="ozg_tui.desk.telephone.notes:NOTES",
    parts=(
        Part(
            "note_party",
            told=Not("the note says who took part"),
            undone=PartUndone(),
            personal=Personal("talks", by=("contact_id",)),
        ),
    ),
    listed=(
        Listed(
            Kind.NOTE,
            "note",
            _NOTE,
            word="Notiz",
            name="note",
            reasons={"note": Reason("Notiz", is_long=True), "person": Reason("Person")},
        ),
    ),
    links=Links(columns=_ABOUT),
    told="ozg_tui.desk.telephone.told:NOTE",
    undone=Undone(together=(_PLACE,), shown_at_a_place=True),
    counted=Not("START shows what is to be done, not what was written down"),
    given_out=Not("no export yet"),
    taken_in=Not("no import yet"),
    personal=Personal("talks", by=("contact_id",), texts=("text",), since="written_at"),
)

FOLLOW_UP = Subject(
    code="follow_up",
    table="follow_up",
    noun=_FOLLOW_UP,
    records="ozg_tui.desk.telephone.follow_ups:FOLLOW_UPS",
    parts=(),
    listed=(
        Listed(
            Kind.FOLLOW_UP,
            "follow_up",
            _FOLLOW_UP,
            word="Wiedervorlage",
            name="follow_up",
            status=Status(
                {"open": "offen", "done": "erledigt"},
                lambda code: facets.follow_up(done=code == "done"),
                frozenset({"open"}),
            ),
            reasons={
                "follow_up": Reason("Wiedervorlage", is_long=True),
                "person": Reason("Person"),
            },
        ),
    ),
    links=Not("what is to be done leads to nothing further"),
    told="ozg_tui.desk.telephone.told:FOLLOW_UP",
    undone=Undone(together=(_PLACE,), shown_at_a_place=True),
    counted=("overdue", "today"),
    given_out="ozg_tui.desk.exchange.lists.work:FOLLOW_UPS",
    taken_in=Not("no import yet"),
    personal=Personal("talks", by=("contact_id",), texts=("text",), since="done_at"),
)

CALL = Subject(
    code="call",
    table="call",
    noun=_CALL,
    records="ozg_tui.desk.telephone.calls:CALLS",
    parts=(),
    listed=(
        Listed(
            Kind.CALL,
            "call",
            _CALL,
            word="Anruf",
            name="call",
            status=Status(CALL_RESULTS, facets.call_result, frozenset(OPEN_RESULTS)),
            filters={"thema": {label: (facets.topic(code),) for code, label in TOPICS.items()}},
            reasons={
                "call": Reason("Anruf", is_long=True),
                "person": Reason("Person"),
                "phone": Reason("Telefon"),
                "topic": Reason("Thema", TOPICS, facets.topic),
            },
        ),
    ),
    links=Links("call_id", columns=("organisation_id", "contact_id")),
    told=Not("calls are what is looked back to"),
    undone=Undone(
        with_noun=False,
        together=(frozenset({"raw_number", "e164"}), _PLACE),
        shown_at_a_place=True,
    ),
    counted=("calls", "unnoted"),
    given_out="ozg_tui.desk.exchange.lists.work:CALLS",
    taken_in=Not("no import yet"),
    personal=Personal(
        "talks", by=("contact_id",), own=("raw_number", "e164"), texts=("text",), since="started_at"
    ),
    called={"raw_number": "number"},
)

SNIPPET = Subject(
    code="snippet",
    table="snippet",
    noun=Noun("Textbaustein", "Textbausteine", Gender.DER),
    records="ozg_tui.desk.telephone.snippets:SNIPPETS",
    parts=(),
    listed=Not("a command lists the few there are"),
    links=Not("nobody calls about a snippet"),
    told=Not("it belongs to no organisation"),
    undone=Undone(),
    counted=Not("nothing is to be done with it"),
    given_out=Not("no export yet"),
    taken_in=Not("no import yet"),
    personal=Personal("talks", texts=("text",)),
)

SUBJECTS = (NOTE, FOLLOW_UP, CALL, SNIPPET)
