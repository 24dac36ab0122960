"""`ozg-tui sicherung`: back the store up, or say which backups there are."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, write_json
from ozg_tui.desk.core.moments import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.backup.places import Copy
    from ozg_tui.desk.store.backups import Kept


def run(options: Namespace) -> int:
    """Make a backup, prove it and say where it lies."""
    from ozg_tui.desk.store.backups import all_backups, back_up_now, told

    folder = Path(options.nach) if options.nach else None
    with desk_of(options) as desk:
        if options.liste:
            return _list(all_backups(desk, folder), as_json=options.json)
        kept = back_up_now(desk, folder)
    if options.json:
        write_json(_content(kept))
    else:
        paragraph(told(kept))
    return Exit.NOT_FULFILLED if kept.backup.rows is None else Exit.OK


def _content(kept: "Kept") -> dict[str, object]:
    made = kept.backup
    return {
        "path": str(made.path),
        "made_at": made.about.made_at,
        "database": made.about.database,
        "schema": made.about.schema,
        "bytes": made.size,
        "verified": made.rows is not None,
        "rows_compared": made.rows,
        "reason": made.unverified_because or None,
        "removed": [str(each.path) for each in kept.removed],
    }


def _list(found: "Sequence[Copy]", *, as_json: bool) -> int:
    if as_json:
        rows = [
            {"path": str(each.path), "made_at": each.made_at, "verified": each.is_verified}
            for each in found
        ]
        write_json({"backups": rows})
    elif found:
        said = {True: "geprüft", False: "nicht geprüft"}
        table(
            [(moment_text(each.made_at), said[each.is_verified], each.path.name) for each in found],
            ("Stand", "", "Datei"),
        )
        say("", f"Ordner: {found[0].path.parent}")
    else:
        say("Es gibt noch keine Sicherung.")
    return Exit.OK
