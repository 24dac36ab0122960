"""A number that was taken back leads to nobody else: from no open form and from no draft."""

from collections.abc import Callable

import pytest

from db.errors import NotFoundError
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.undo.take_back import carry_out, find

Colleague = Callable[[str], Desk]


def _person(desk: Desk, name: str) -> ContactInput:
    return ContactInput.model_validate(
        {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": name}
    )


def test_a_form_of_a_contact_taken_back_overwrites_nobody(desk: Desk, colleague: Colleague) -> None:
    anna, bert, cora = colleague("anna"), colleague("bert"), colleague("cora")
    first = CONTACTS.save(anna, _person(anna, "Muster"))
    opened = CONTACTS.read(bert, first.id)
    carry_out(anna, find(anna, None))
    drafts.keep(bert, "contact", first.id, {"family_name": "Beispiel"})
    second = CONTACTS.save(cora, _person(cora, "Probst"))
    assert second.id != first.id
    with pytest.raises(NotFoundError, match="gibt es nicht mehr"):
        CONTACTS.save(bert, opened.value.model_copy(update={"family_name": "Beispiel"}), opened)
    assert CONTACTS.read(desk, second.id) == second
    assert drafts.find(bert, "contact", second.id) is None
