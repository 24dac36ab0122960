"""`ozg-tui loeschen`: what an erasure would take out of the store, and the erasure itself."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, table, write_json


def run(options: Namespace) -> int:
    """Print what would be erased; with `--endgueltig` erase it."""
    from ozg_tui.desk.privacy.erasure import erase, preview
    from ozg_tui.desk.privacy.person import meant
    from ozg_tui.desk.privacy.told import erased, foreseen, what_goes

    with desk_of(options) as desk:
        number = meant(desk, " ".join(options.person))
        if options.endgueltig:
            done = erase(desk, number, also_possible=options.auch_moegliche)
            about = {"erased": True, "rows": done.rows, "left": done.left}
            counts, said = done.by_table, erased(done)
        else:
            told = preview(desk, number)
            about = {"erased": False, "rows": len(told.answer.rows)}
            counts, said = what_goes(told), foreseen(told)
            if not options.json:
                summary = told.summary
                table(summary.rows, summary.heads)
                say("")
    if options.json:
        write_json({"person": number, **about, "by_table": counts, "said": list(said)})
    else:
        for sentence in said:
            paragraph(sentence)
    return Exit.OK
