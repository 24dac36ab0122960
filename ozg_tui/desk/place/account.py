"""The funding account of a Kommune: the four lines of »was geht jetzt?«, each with its reasons.

Nothing is judged here: every state follows from a check that form, save and command line share.
"""

from collections.abc import Sequence
from datetime import date

from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import AccountState
from ozg_tui.codes.funding import ModelStatus, RuleTopic
from ozg_tui.codes.ikz import GRANTED_STATIONS
from ozg_tui.desk.consulting.rules import accounted, reference
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import judge_case
from ozg_tui.desk.model.members import MEMBER_STATUSES, ModelStep
from ozg_tui.desk.place.parts import Account, ApplicationLine, BookingLine
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.labels import MODEL_STATUSES
from ozg_tui.rules import model_project
from ozg_tui.rules.consulting.judge import AccountLine
from ozg_tui.rules.consulting.values import Booking
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.rule_set import ModelParameters, applicable, parameters_of

IKZ = "IKZ"
MODEL = "Modellkommune"


def account(
    desk: Desk,
    organisation_id: int,
    bookings: Sequence[BookingLine],
    applications: Sequence[ApplicationLine],
    steps: Sequence[ModelStep],
    on: date,
) -> tuple[Account, ...]:
    """One line per source of consulting, one for the IKZ, one for the Modellkommunen."""
    oldest_first = sorted(bookings, key=lambda each: (each.day or date.max, each.id))
    by_reference = {reference(each.id): each for each in oldest_first}
    known = [
        Booking(
            reference=name,
            module=each.module,
            funded=each.funded,
            state=each.state,
            booked_on=each.booked_on,
            consultation_on=each.consultation_on,
        )
        for name, each in by_reference.items()
    ]
    return (
        *(
            _consulting(line, [by_reference[name] for name in line.used])
            for line in accounted(desk, organisation_id, known, on)
        ),
        _ikz(desk, [each for each in applications if each.is_running], on),
        *_model(desk, [each for each in steps if each.valid_from <= on], on),
    )


def reasons(desk: Desk, line: Account, on: date) -> Examination:
    """What decides a line: every check with its value, its rule and its source.

    Of a running application these are its preconditions as they stand now; without one, what an
    application would have to fulfil.
    """
    if line.application_id is not None:
        value = APPLICATIONS.read(desk, line.application_id).value
        return APPLICATIONS.examine(desk, value, line.application_id) or Examination((), "")
    if line.label == IKZ:
        return Examination(judge_case(desk, Case(reference_date=on)).checks, line.detail)
    return Examination(line.checks, line.detail)


def _consulting(line: AccountLine, used: Sequence[BookingLine]) -> Account:
    short = line.detail
    if used:
        short = ", ".join(f"M{each.module} {_day(each.day)}{each.state_label}" for each in used)
    elif line.state is AccountState.ABGELAUFEN and line.until is not None:
        short = format_date(line.until)
    return Account(
        line.label,
        line.state,
        line.detail,
        line.until,
        short,
        line.checks,
        booking_id=used[0].id if used else None,
    )


def _ikz(desk: Desk, running: Sequence[ApplicationLine], on: date) -> Account:
    if running:
        pending = [each for each in running if each.station not in GRANTED_STATIONS]
        first = (pending or running)[0]
        return Account(
            IKZ,
            AccountState.OFFEN if pending else AccountState.BELEGT,
            "; ".join(_standing(each) for each in running),
            None,
            f"{first.number} {first.station_label}"
            if len(running) == 1
            else ", ".join(each.number for each in running),
            (),
            application_id=first.id,
        )
    rules = applicable(rule_sets(desk), RuleTopic.IKZ, on)
    if rules is None or rules.reservation:
        sentence = rules.reservation if rules else "Es ist kein Regelwerk für die IKZ hinterlegt."
        return Account(IKZ, AccountState.OFFEN, sentence, None, sentence, ())
    until = rules.rule_set.valid_to
    short = f"bis {format_date(until)}" if until else "kein Antrag"
    detail = f"kein laufender Antrag; Regelwerk »{rules.rule_set.name}«"
    return Account(
        IKZ, AccountState.FREI, f"{detail} {short}" if until else detail, until, short, ()
    )


def _standing(application: ApplicationLine) -> str:
    missing = application.missing_resolutions
    lacking = f", {missing} von {application.partners} Beschlüssen fehlen" if missing else ""
    return f"{application.number} {application.station_label}{lacking}"


def _model(desk: Desk, begun: Sequence[ModelStep], on: date) -> tuple[Account, ...]:
    rules = applicable(rule_sets(desk), RuleTopic.MODEL, on)
    if rules is None:
        return ()
    deadline = parameters_of(rules.rule_set, ModelParameters).application_deadline
    if not begun:
        checks = model_project.judge(None, False, on, None, None, rule_sets(desk), on)
        late = any(each.code == "deadline" and each.state is State.failed for each in checks)
        state = AccountState.ABGELAUFEN if late else AccountState.FREI
        detail = f"in keiner Liste genannt; Bewerbung bis {format_date(deadline)}"
        short = format_date(deadline) if late else f"bis {format_date(deadline)}"
        return (Account(MODEL, state, detail, deadline, short, checks),)
    last = begun[-1]
    when = format_date(last.valid_from) + ("" if last.dates_exact else " (ungefähr)")
    detail = f"{MODEL_STATUSES[last.status]} seit {when}"
    if last.valid_to:
        detail += f" bis {format_date(last.valid_to)}"
    if last.project:
        detail += f"; {last.project}"
    checks = model_project.judge(
        last.amount_cents, last.joint, None, None, None, rule_sets(desk), on
    )
    short = f"{format_date(last.valid_from)} {MODEL_STATUSES[last.status]}"
    return (Account(MODEL, _model_state(last.status), detail, None, short, checks),)


def _model_state(status: ModelStatus) -> AccountState:
    """An applicant waits, a member has its place, who completed has used it; others were late."""
    if status is ModelStatus.APPLIED:
        return AccountState.OFFEN
    if status is ModelStatus.COMPLETED:
        return AccountState.VERBRAUCHT
    return AccountState.BELEGT if status in MEMBER_STATUSES else AccountState.ABGELAUFEN


def _day(day: date | None) -> str:
    return f"{format_date(day)} " if day else ""
