"""The functions, numbers and addresses of a person, as a form shows and writes them.

A form shows one number a kind, two e-mail addresses, one postal address. What it does not show
stays as it is, and what is unchanged keeps its own confirmation.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from db.tables import Address, Contact, ContactRole, PhoneNumber
from ozg_tui.codes.register import AddressKind, NumberKind
from ozg_tui.rules.phone import normalise

SHOWN_ADDRESSES = {AddressKind.EMAIL: 2, AddressKind.POSTAL: 1}

Confirmed = ContactRole | PhoneNumber | Address


def present_role(row: Contact) -> ContactRole | None:
    """The first function that has no end."""
    return next((each for each in row.roles if each.valid_to is None), None)


def other_roles(row: Contact) -> list[ContactRole]:
    """All functions but the first present one, those that have ended among them."""
    first = present_role(row)
    return [each for each in row.roles if each is not first]


def oldest_confirmation(row: Contact) -> date | None:
    """The day of the oldest confirmation among numbers and addresses."""
    ways: list[PhoneNumber | Address] = [*row.numbers, *row.addresses]
    days = [each.confirmed_on for each in ways]
    return min((day for day in days if day), default=None)


def confirm(parts: Iterable[Any], on: date | None, by: str | None) -> None:
    """Note by whom these were said to be right, or with None that nobody has said so."""
    for each in parts:
        each.confirmed_on, each.confirmed_by = on, by


def keep_role(row: Contact, role: str | None, **about: Any) -> None:
    """Write the present function; another one is not confirmed."""
    first = present_role(row)
    if role is None:
        if first is not None:
            row.roles.remove(first)
        return
    if first is None:
        first = ContactRole(role=role)
        row.roles.append(first)
    elif first.role != role:
        first.role = role
        confirm([first], None, None)
    for name, value in about.items():
        setattr(first, name, value)


def keep_other_roles(row: Contact, wanted: Iterable[dict[str, Any]]) -> None:
    """Write the further functions; one is the same while its code is, the nearest first."""
    free = other_roles(row)
    for values in wanted:
        same = [each for each in free if each.role == values["role"]]
        exact = [each for each in same if each.valid_from == values["valid_from"]]
        found = next(iter(exact or same), None)
        if found is None:
            row.roles.append(ContactRole(**values))
            continue
        free.remove(found)
        for name, value in values.items():
            setattr(found, name, value)
    for gone in free:
        row.roles.remove(gone)


def keep_number(row: Contact, kind: NumberKind, raw: str | None) -> None:
    """Write the first number of a kind."""
    present = next((each for each in row.numbers if each.kind == kind), None)
    if raw is None:
        if present is not None:
            row.numbers.remove(present)
        return
    number = normalise(raw)
    if present is None:
        present = PhoneNumber(kind=kind)
        row.numbers.append(present)
    if present.raw != number.raw:
        present.raw, present.e164 = number.raw, number.e164
        confirm([present], None, None)


def keep_addresses(row: Contact, kind: AddressKind, texts: list[str]) -> None:
    """Write the shown addresses of a kind; one that is still there keeps its row."""
    shown = [each for each in row.addresses if each.kind == kind][: SHOWN_ADDRESSES[kind]]
    kept = {each.text for each in shown if each.text in texts}
    leaving = [each for each in shown if each.text not in kept]
    coming = [text for text in texts if text not in kept]
    for address, text in zip(leaving, coming, strict=False):
        address.text = text
        confirm([address], None, None)
    for address in leaving[len(coming) :]:
        row.addresses.remove(address)
    row.addresses += [Address(kind=kind, text=text) for text in coming[len(leaving) :]]
