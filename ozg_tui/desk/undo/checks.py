"""When a save cannot be taken back: what was changed later, what hangs on it, what is no more."""

from collections.abc import Mapping

from db.errors import RefusedError
from db.tables import Change
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.undo.history import Key, Net, Since, fields_that_hang_together, nets, since
from ozg_tui.desk.undo.known import SUBJECTS, is_known, refusal
from ozg_tui.desk.undo.rows import drafts_of, hanging_on, row_of
from ozg_tui.desk.undo.words import beforehand, field_title, kinds_of, who
from ozg_tui.text import clean


def refuse_unknown(unit: Mapping[Key, Net]) -> None:
    """Raise `RefusedError` where a unit came to nothing, or is about what undo does not know."""
    if not unit:
        raise RefusedError("Dieses Sichern hat nichts geändert, was zurückzunehmen wäre.")
    unknown = [table for table in sorted({table for table, _ in unit}) if not is_known(table)]
    if unknown:
        said = (refusal(table) for table in unknown)
        otherwise = "Die letzte Änderung lässt sich so nicht zurücknehmen."
        raise RefusedError(next(filter(None, said), otherwise))


def refuse_created(unit: Mapping[Key, Net]) -> None:
    """Raise `RefusedError` for a record that stays once it is there; it says what to do."""
    for (table, _), net in unit.items():
        if net.before is None and table in SUBJECTS and (stays := SUBJECTS[table].stays):
            raise RefusedError(stays)


def refuse_changed(session: DeskSession, unit: Mapping[Key, Net], later: Since) -> None:
    """Raise `RefusedError` where somebody changed the same fields or rows afterwards."""
    changed = since(session, unit, later.last)
    for key, net in unit.items():
        if net.after is None:
            # Under the number of a removed row there may be another one by now.
            continue
        changes = changed.get(key, [])
        if (now := nets(changes).get(key)) is not None:
            _refuse_row(session, key, net, now, changes)
        if row_of(session, key) is None:
            raise RefusedError("Diesen Eintrag gibt es nicht mehr.")
        if net.before is None and key[0] in SUBJECTS:
            _refuse_parts(session, unit, later.records.get("/".join(key), []))


def refuse_hanging(session: DeskSession, unit: Mapping[Key, Net], actor: str) -> None:
    """Raise `RefusedError` where a record would go that others need or somebody types at."""
    new = [key for key, net in unit.items() if net.before is None and key[0] in SUBJECTS]
    hanging, typists = hanging_on(session, new, unit), drafts_of(session, new)
    for key in new:
        if tables := hanging.get(key):
            raise RefusedError(
                f"Mit diesem Eintrag ist inzwischen anderes verbunden ({kinds_of(tables)}); er "
                "bleibt deshalb stehen."
            )
        if typist := typists.get(key):
            whose = "Sie haben" if typist == actor else f"{clean(typist)} hat"
            raise RefusedError(
                f"{whose} zu diesem Eintrag einen Entwurf, der noch nicht gesichert ist; er bleibt "
                "deshalb stehen."
            )


def _refuse_row(session: DeskSession, key: Key, net: Net, now: Net, changes: list[Change]) -> None:
    actor = session.desk.actor
    if now.after is None:
        raise RefusedError(
            f"{who(changes[-1], actor)} das entfernt. {beforehand(changes[-1], actor)}"
        )
    if net.before is None:
        touched = now.fields
    else:
        touched = now.fields & fields_that_hang_together(key[0], net.fields)
    if not touched:
        return
    change = next(
        each for each in reversed(changes) if touched & {*(each.before or {}), *(each.after or {})}
    )
    name = next((each for each in sorted(touched) if each in net.fields), min(touched))
    raise RefusedError(
        f"{who(change, actor)} {field_title(session, key, name)} noch einmal geändert. "
        f"{beforehand(change, actor)}"
    )


def _refuse_parts(session: DeskSession, unit: Mapping[Key, Net], later: list[Change]) -> None:
    """Parts that came later go with the record, and nobody has agreed to that."""
    actor = session.desk.actor
    # Asked of each; a difference of the keys would walk through the whole unit for every row of it.
    others = {key for key in nets(later) if key not in unit}
    for change in reversed(later):
        if (change.table_name, change.row_id) in others:
            raise RefusedError(f"{who(change, actor)} etwas ergänzt. {beforehand(change, actor)}")
