"""What the person at the desk may do: asked once, by screens, command line and every save.

On a server its roles decide, and the server guards them itself (`db.rights_setup`). In a file of
this machine it is what the list of colleagues says of the name: a help against slips, no
protection, because whoever may open the file may also write into it.
"""

from sqlalchemy import bindparam, select

from db.errors import RefusedError
from db.rights import person_of
from db.tables import Colleague
from ozg_tui.codes.rights import Right, reaches
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import kept
from ozg_tui.german.labels import label_of

_MAY = select(Colleague.may).where(Colleague.name == bindparam("name"))


def right_of(desk: Desk) -> Right:
    """What the person may do; everything, where nobody has said anything about it."""
    if not desk.is_embedded:
        return kept(desk, _of_server)
    said = desk.read(lambda reader: reader.scalar(_MAY, {"name": desk.actor}))
    return Right(said) if said else Right.MANAGE


def may(desk: Desk, needed: Right) -> bool:
    """Whether the person may do it."""
    return reaches(right_of(desk), needed)


def insist(desk: Desk, needed: Right) -> None:
    """Raise `RefusedError` where the person may not do it."""
    if not may(desk, needed):
        raise RefusedError(lacking(right_of(desk), needed))


def lacking(held: Right, needed: Right) -> str:
    """The sentence for somebody whose right does not reach."""
    return f"Dafür braucht es das Recht »{label_of(needed)}«; Sie haben »{label_of(held)}«."


def set_up(desk: Desk) -> tuple[str, ...]:
    """The statements by which a server guards the rights itself, each ending its line."""
    from db.rights_setup import statements

    return tuple(f"{each};" for each in statements(desk.engine.dialect))


def _of_server(desk: Desk) -> Right:
    return desk.read(person_of).right or Right.MANAGE
