"""What a command is, and where it is offered."""

from dataclasses import dataclass
from enum import StrEnum


class Context(StrEnum):
    """Where a command is offered."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    RECORD = "record"
    FORM = "form"
    MATRIX = "matrix"


@dataclass(frozen=True)
class Command:
    """Something a person can do; `footer` is its short word at the bottom of the screen.

    `does` names the function that gets the screen in front, as `module:function`; it is loaded
    when somebody wants it. Without one the screen or the app does it. `of` are the kinds of record
    for which it is there, all when empty; where a record of them has to be chosen first, `needs`
    says so.
    """

    id: str
    label: str
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    help: str
    footer: str = ""
    does: str = ""
    of: frozenset[str] = frozenset()
    needs: str = ""


EVERYWHERE = (Context.EVERYWHERE,)
IN_LIST = (Context.LIST,)
IN_FORM = (Context.FORM,)
IN_MATRIX = (Context.MATRIX,)
ON_RECORD = (Context.RECORD,)
WHERE_SHOWN = (Context.LIST, Context.RECORD, Context.MATRIX)

SCREENS = "ozg_tui.screens"
PLACES = frozenset({"municipality", "organisation"})
NEEDS_LINE = "Dafür muss eine Zeile gewählt sein."
