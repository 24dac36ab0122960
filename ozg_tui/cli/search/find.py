"""`ozg-tui suche`: one search over everything, with the reason of each hit."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, write_json
from ozg_tui.desk.core.subjects import LISTED
from ozg_tui.desk.search.asking import HIT_LIMIT, Hit, find

_KINDS = {each.name: each.noun.singular for each in LISTED.values()}


def run(options: Namespace) -> int:
    """Print the hits; without any the exit code says so."""
    text = " ".join(options.text)
    with desk_of(options) as desk:
        hits, meant, note = find(desk, text)
    if options.json:
        write_json({"hits": [_content(hit) for hit in hits], "left_out": list(meant.left_out)})
    elif not hits:
        say(f"Nichts gefunden zu »{text}«.")
    else:
        table(
            [
                (
                    _KINDS[hit.kind],
                    hit.key or str(hit.record_id),
                    ", ".join(part for part in (hit.title, hit.place) if part),
                    hit.reason,
                )
                for hit in hits
            ],
            ("Art", "Schlüssel", "Was", "Gefunden über"),
        )
        more = " (mehr werden nicht gezeigt)" if len(hits) == HIT_LIMIT else ""
        say("", f"{len(hits)} Treffer{more}")
        if note:
            paragraph(note)
    return Exit.OK if hits else Exit.NOT_FOUND


def _content(hit: Hit) -> dict[str, object]:
    identity: dict[str, object] = {"key": hit.key} if hit.key else {"id": hit.record_id}
    return {
        "kind": hit.kind,
        **identity,
        "title": hit.title,
        "place": hit.place,
        "reason": hit.reason,
    }
