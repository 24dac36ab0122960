"""`ozg-tui anbindung luecken` and `zahlen`: what to say at the telephone, and what it comes to."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json

if TYPE_CHECKING:
    from ozg_tui.desk.place.gaps import Gap
    from ozg_tui.rules.services.measures import Measures, Share


def gaps(options: Namespace) -> int:
    """Print what a Kommune lacks, what most neighbours have first."""
    from ozg_tui.desk.core.territory import find_municipality
    from ozg_tui.desk.place.gaps import gaps as of
    from ozg_tui.rules.dates import format_date

    with desk_of(options) as desk:
        on = day(options.stichtag, desk.today())
        found = of(desk, find_municipality(desk, options.kommune), on)
    if options.json:
        write_json(
            {
                "municipality": found.name,
                "as_of": on,
                "complete_bundles": found.complete,
                "gaps": [_gap(each) for each in found.gaps],
            }
        )
        return Exit.OK
    whole = len(found.gaps) + found.complete
    say(f"{found.name}, {format_date(on)}: {found.complete} von {whole} Bündeln ganz live")
    for each in found.gaps[: options.anzahl]:
        title(f"{each.title}: {each.here.words}")
        paragraph(each.sentence)
        paragraph(each.step)
        for neighbour in each.having:
            if neighbour.call is not None:
                say(f"  {neighbour.name}: {neighbour.call.who} {neighbour.call.number}")
    return Exit.OK


def figures(options: Namespace) -> int:
    """Print the three measures of the Land, its districts and bundles on a day."""
    from ozg_tui.desk.services.figures import figures as of
    from ozg_tui.desk.services.targets import find_target
    from ozg_tui.rules.dates import format_date
    from ozg_tui.rules.services.measures import MEANINGS

    with desk_of(options) as desk:
        on = day(options.stichtag, desk.today())
        wanted = None
        if options.leistung is not None:
            target = find_target(desk, options.leistung)
            wanted = [target.bundle._replace(services=target.services)]
        found = of(desk, on, wanted)
    if options.json:
        write_json(
            {
                "as_of": on,
                "municipalities": found.kommunen,
                "services": found.services,
                "land": _measures(found.land),
                "districts": [
                    {"key": each.key, "name": each.name, **_measures(each.measures)}
                    for each in found.districts
                ],
                "bundles": [
                    {"name": each.name, **_measures(each.measures)} for each in found.bundles
                ],
            }
        )
        return Exit.OK
    say(f"{format_date(on)}: {found.services} Leistungen, {found.kommunen} Kommunen", "")
    table(
        [(share.text, MEANINGS[name]) for name, share in found.land._asdict().items()],
        ("Zahl", "was gezählt ist"),
    )
    for heading, lines in (("Kreis", found.districts), ("Bündel", found.bundles)):
        say("")
        table(
            [
                (each.name, each.measures.responsibilities.text, each.measures.somewhere.text)
                for each in lines
            ],
            (heading, "Paare live", "Leistungen irgendwo live"),
        )
    return Exit.OK


def _gap(gap: "Gap") -> dict[str, Any]:
    return {
        "bundle": gap.title,
        "here": gap.here._asdict(),
        "neighbours": _share(gap.neighbours),
        "district": _share(gap.district) if gap.district is not None else None,
        "same_size": _share(gap.size),
        "having": [
            {"name": each.name, "call": each.call._asdict() if each.call else None}
            for each in gap.having
        ],
        "sentence": gap.sentence,
        "next_step": gap.step,
    }


def _share(share: "Share") -> dict[str, int]:
    return {"part": share.part, "whole": share.whole}


def _measures(measures: "Measures") -> dict[str, dict[str, int]]:
    return {name: _share(share) for name, share in measures._asdict().items()}
