"""`ozg-tui anbindung`: record how far a Kommune is with a service, and look it up."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import paragraph, say, table, write_json
from ozg_tui.text import clean

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.services.recording import Order, Preview
    from ozg_tui.desk.services.targets import Target


def record(options: Namespace) -> int:
    """Record a state, or with `--probe` say only what would be recorded."""
    from ozg_tui.desk.services.recording import preview
    from ozg_tui.desk.services.recording import record as write
    from ozg_tui.desk.services.targets import find_target

    with desk_of(options) as desk:
        target = find_target(desk, options.leistung)
        order = _order(desk, options, target)
        seen = preview(desk, order)
        changed = 0
        if seen.changes and not options.probe:
            changed = write(desk, seen)
        place = _place(desk, order.cells[0].organisation_id)
    if options.json:
        write_json(
            {
                "municipality": place,
                "service": target.title,
                "state": order.wish.state,
                "since": order.wish.since,
                "recorded": changed > 0,
                "changes": len(seen.changes),
                "unchanged": seen.unchanged,
                "not_competent": seen.not_competent,
                "refused": sorted({each.sentence for each in seen.refused}),
                "hints": list(seen.hints),
            }
        )
    else:
        word = "Probe" if options.probe else "Eingetragen" if changed else "Nichts eingetragen"
        paragraph(f"{place['name']}, {target.title}: {word}. {seen.text}.")
    return Exit.OK if seen.changes or not _is_refused(seen) else Exit.NOT_FULFILLED


def show(options: Namespace) -> int:
    """Print how far a Kommune is with all bundles, or with the services of one."""
    from ozg_tui.desk.core.territory import find_municipality, territory
    from ozg_tui.desk.services.bundles import bundles
    from ozg_tui.desk.services.cells import bundle_cells, service_cells
    from ozg_tui.desk.services.targets import bundle_title, find_target

    with desk_of(options) as desk:
        number = find_municipality(desk, options.kommune)
        kinds = {number: territory(desk).by_id[number].latest.kind}
        place = _place(desk, number)
        if options.leistung is None:
            known = bundles(desk)
            cells = bundle_cells(desk, kinds, known)
            lines: list[tuple[str, Any]] = [
                (bundle_title(each), cells[number, each.id]) for each in known
            ]
        else:
            target = find_target(desk, options.leistung)
            numbers = [each.id for each in target.services]
            states = service_cells(desk, kinds, target.bundle, numbers)
            lines = [
                (f"{each.number}  {each.title}", states[number, each.id])
                for each in target.services
            ]
    if options.json:
        of = "services" if options.leistung else "bundles"
        write_json(
            {
                "municipality": place,
                of: [
                    {"title": title.partition("  ")[2] or title, **cell._asdict()}
                    for title, cell in lines
                ],
            }
        )
        return Exit.OK
    say(f"{place['name']} ({place['key']})", "")
    table([(title, cell.words) for title, cell in lines], ("Leistung", "Stand"))
    return Exit.OK


def every(options: Namespace) -> int:
    """Print which Kommunen have made what of a bundle or service."""
    from ozg_tui.desk.services.cells import bundle_cells
    from ozg_tui.desk.services.matrix import Condition, Wanted, everything
    from ozg_tui.desk.services.targets import find_target

    with desk_of(options) as desk:
        target = find_target(desk, options.leistung)
        bundle = target.bundle._replace(services=target.services)
        condition = Condition(options.stand, bundle) if options.stand else None
        rows = everything(desk, Wanted(" ".join(options.text), None, condition))
        cells = bundle_cells(desk, {row.id: row.kind for row in rows}, (bundle,))
    found = [(row, cells[row.id, bundle.id]) for row in rows]
    if condition is None:
        found = [(row, cell) for row, cell in found if cell.stated]
    if options.json:
        write_json(
            {
                "service": target.title,
                "municipalities": [
                    {"name": row.name, "district": row.district, **cell._asdict()}
                    for row, cell in found
                ],
            }
        )
        return Exit.OK
    if found:
        table(
            [(row.name, row.district, cell.words) for row, cell in found],
            ("Kommune", "Landkreis", "Stand"),
        )
        say("")
    say(f"{len(found)} von {len(rows)} Kommunen" if condition is None else f"{len(found)} Kommunen")
    return Exit.OK


def _order(desk: "Desk", options: Namespace, target: "Target") -> "Order":
    from ozg_tui.desk.core.territory import find_municipality
    from ozg_tui.desk.services.recording import Cell, Order
    from ozg_tui.rules.services.recording import Wish
    from ozg_tui.rules.services.state_names import parse_state

    here = find_municipality(desk, options.kommune)
    wish = Wish(
        state=parse_state(clean(options.stand)),
        since=day(options.seit, desk.today()),
        in_finder=None if options.finder is None else options.finder == "ja",
        remark=clean(options.bemerkung) if options.bemerkung else None,
    )
    cells = tuple(Cell(here, each.id) for each in target.services)
    return Order(cells, wish, clean(options.quelle) if options.quelle else None)


def _place(desk: "Desk", number: int) -> dict[str, str]:
    from ozg_tui.desk.core.territory import territory

    period = territory(desk).by_id[number].latest
    return {"key": period.key, "name": period.name}


def _is_refused(seen: "Preview") -> bool:
    return bool(seen.refused or seen.not_competent)
