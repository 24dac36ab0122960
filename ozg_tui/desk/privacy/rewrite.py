"""What a row, a payload of the history or a draft holds once a person is erased from it.

The same rule for what stands there now and for all that stood there before: replayed, the history
still gives every table.
"""

from collections.abc import Mapping
from typing import Any

from ozg_tui.desk.privacy.found import Found, Tie
from ozg_tui.desk.privacy.person import Person
from ozg_tui.desk.privacy.tables import Kept, kept_tables
from ozg_tui.rules.mentions import Mentions


def mentions_in(found: Found, person: Person) -> Mentions:
    """What of a row means the person."""
    match found.tie:
        case Tie.OWN:
            return person.within
        case Tie.NAMED:
            return person.beside
    return person.likely


def changed_columns(
    kept: Kept, row_id: str, values: Mapping[str, Any], found: Found, person: Person
) -> dict[str, Any]:
    """The columns that change, with what they hold afterwards."""
    mentions = mentions_in(found, person)
    mark = f"gelöscht ({person.id}/{row_id})" if kept.is_unique else person.mark
    after: dict[str, Any] = {}
    for name in kept.personal.own:
        value = values.get(name)
        if value is not None and (found.tie is Tie.OWN or mentions.finds(value)):
            after[name] = None if kept.is_emptied(name) else mark
    for name in kept.personal.texts:
        if values.get(name) is not None:
            after[name] = mentions.replaced(values[name], person.mark)
    return {name: value for name, value in after.items() if value != values[name]}


def payload(found: Found, which: str, person: Person) -> dict[str, Any] | None:
    """A payload of a change, `before` or `after`, without the person."""
    content: dict[str, Any] | None = found.values[which]
    if content is None:
        return None
    table, row_id = found.values["table_name"], found.values["row_id"]
    kept = kept_tables().get(table)
    if kept is None:
        replaced: dict[str, Any] = mentions_in(found, person).replaced(content, person.mark)
        return replaced
    return content | changed_columns(kept, row_id, content, found, person)
