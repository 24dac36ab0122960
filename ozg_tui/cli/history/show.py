"""`ozg-tui verlauf`: who changed what when, newest first."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, write_json
from ozg_tui.desk.core.moments import moment_text
from ozg_tui.desk.history.asked import understand
from ozg_tui.desk.history.reading import Entry, page

_INDENT = "    "
_MOST = 10_000


def run(options: Namespace) -> int:
    """Print a page of the history; without any row the exit code says so."""
    if not 1 <= options.anzahl <= _MOST:
        raise UsageError(f"--anzahl geht von 1 bis {_MOST}.")
    text = " ".join(options.text)
    with desk_of(options) as desk:
        found = page(desk, understand(desk, text), options.anzahl, after=options.vor)
    # A full page may not be the last one.
    following = found[-1].id if len(found) == options.anzahl else None
    if options.json:
        write_json({"entries": [_content(each) for each in found], "before": following})
    elif not found:
        say("Dazu steht nichts im Verlauf.")
    else:
        for each in found:
            say(f"{each.id}  {moment_text(each.at)}  {each.actor}  {each.title}")
            paragraph(each.text, _INDENT)
        if following is not None:
            say("", f"Weiter mit --vor {following}")
    return Exit.OK if found else Exit.NOT_FOUND


def _content(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "save": entry.unit,
        "at": entry.at.isoformat(),
        "by": entry.actor,
        "action": entry.action,
        "table": entry.table,
        "row": entry.row,
        "record": entry.record,
        "title": entry.title,
        "text": entry.text,
        "values": [each._asdict() for each in entry.values],
    }
