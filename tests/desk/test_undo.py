"""Undo and redo of one's own saves at the desk, on both databases."""

from collections.abc import Callable

import pytest

from db.errors import RefusedError
from ozg_tui.desk.contacts import CONTACTS, ContactInput
from ozg_tui.desk.territory import find_municipality
from ozg_tui.desk.undo import Done, carry_out, find
from tests.desk.conftest import FixedDesk

Colleague = Callable[[str], FixedDesk]


def undo(desk: FixedDesk, record: str | None = None) -> Done:
    return carry_out(desk, find(desk, record))


def redo(desk: FixedDesk, record: str | None = None) -> Done:
    return carry_out(desk, find(desk, record, again=True))


def test_a_field_goes_back_and_comes_again(desk: FixedDesk) -> None:
    place = find_municipality(desk, "Ahnatal")
    stored = CONTACTS.save(
        desk, ContactInput(organisation_id=place, family_name="Muster", direct="05609 90009-12")
    )
    changed = stored.value.model_copy(
        update={"family_name": "Beispiel", "direct": None, "email": "a@b.de"}
    )
    later = CONTACTS.save(desk, changed, stored)
    asked = find(desk, f"contact/{stored.id}")
    print(asked.question)
    done = carry_out(desk, asked)
    print(done.sentence)
    now = CONTACTS.read(desk, stored.id)
    assert now.value == stored.value
    assert now.version > later.version
    print(find(desk, None, again=True).question)
    redo(desk, f"contact/{stored.id}")
    assert CONTACTS.read(desk, stored.id).value == later.value
    undo(desk)
    print(find(desk, None).question)
    done = undo(desk)
    assert done.removed >= {f"contact/{stored.id}"}
    with pytest.raises(RefusedError, match="nichts"):
        find(desk, None)
    redo(desk)
    redo(desk)
    assert CONTACTS.read(desk, stored.id).value == later.value
    with pytest.raises(RefusedError, match="nichts"):
        find(desk, None, again=True)
