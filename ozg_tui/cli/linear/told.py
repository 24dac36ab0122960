"""What a Kommune, a person or any record is about, in sentences instead of tables."""

from collections.abc import Iterator

from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.records import Section
from ozg_tui.desk.place.parts import Account, Card, Person, SubscriptionLine
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

_TALKS = 3


def card_told(card: Card) -> Iterator[str]:
    """All of a card that somebody asks for at the telephone."""
    head = card.head
    where = ", ".join(part for part in (head.kind_label, head.district, f"AGS {head.key}") if part)
    yield f"{head.name}: {where}."
    if head.former_texts:
        yield f"Früher: {'; '.join(head.former_texts)}."
    if head.supervision:
        yield f"Aufsicht: {head.supervision}."
    yield from map(_person, card.people)
    if not card.people:
        yield "Noch keine Ansprechperson."
    yield from map(_account, card.account)
    services = card.services
    yield (
        f"Dienste: {services.live} von {services.services} live, "
        f"{services.in_finder} im Hessen-Finder."
        if services.known
        else "Dienste: noch keine Angaben."
    )
    for each in card.applications:
        missing = ", ".join(each.missing)
        yield f"IKZ-Antrag {each.number}, {each.title}: {each.station_label}." + (
            f" Es fehlt der Beschluss von: {missing}." if missing else ""
        )
    for booking in card.bookings:
        day = f" am {format_date(booking.day)}" if booking.day else ""
        yield f"Beratung B{booking.id}, Modul {booking.module}{day}: {booking.state_label}."
    for task in card.tasks:
        yield f"Wiedervorlage am {format_date(task.due_on)}: {task.text} ({task.owner})."
    yield from map(_subscription, card.subscriptions)
    for talk in card.talks[:_TALKS]:
        on = format_date(talk.at.astimezone(BERLIN).date())
        yield f"Gespräch am {on} ({talk.by}): {talk.text or 'noch ohne Notiz'}"
    if card.talks_total > _TALKS:
        yield f"Dazu {counted(card.talks_total - _TALKS, 'weiteres', 'weitere')}."


def sections_told(sections: tuple[Section, ...]) -> Iterator[str]:
    """A detail view, a line for each row, with the title of its part before it."""
    for section in sections:
        yield f"{section.title}."
        for label, text in section.rows:
            yield f"{label}: {text}" if label else text


def _person(person: Person) -> str:
    reach = ", ".join(
        f"{each.label} {each.text}" + (" bestätigt" if each.confirmed_on else "")
        for each in (*person.phones, *person.emails)
    )
    parts = (", ".join(person.roles), person.no_longer, reach)
    first = "Zuerst anrufen: " if person.call_first else ""
    return f"{first}{person.name}: {'; '.join(part for part in parts if part) or 'keine Angaben'}."


def _account(account: Account) -> str:
    until = f" bis {format_date(account.until)}" if account.until else ""
    detail = f". {account.detail.rstrip('.')}" if account.detail else ""
    return f"{account.label}: {account.state}{until}{detail}."


def _subscription(line: SubscriptionLine) -> str:
    return f"OZG-Report an {line.email}: {line.consent_label}."
