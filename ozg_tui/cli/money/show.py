"""`ozg-tui geld`: what was promised, what of it is free, who pays; and a commitment."""

from argparse import Namespace

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import paragraph, say, table, title, write_json
from ozg_tui.rules.budget import period
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean


def run(options: Namespace) -> int:
    """Print every line with its years."""
    from ozg_tui.desk.money.overview import money

    with desk_of(options) as desk:
        found = money(desk)
    if options.json:
        write_json(
            {
                "lines": [
                    {
                        "code": each.code,
                        "name": each.frame.name,
                        "amount_cents": each.frame.cents,
                        "upper_limit": each.frame.upper_limit,
                        "yearly": each.frame.yearly,
                        "valid_from": each.frame.valid_from,
                        "valid_to": each.frame.valid_to,
                        "included_in": each.included_in,
                        "years": [year._asdict() for year in each.years],
                        "positions": [position._asdict() for position in each.positions],
                    }
                    for each in found
                ]
            }
        )
        return Exit.OK
    for each in found:
        title(each.programme)
        paragraph(f"{each.code}: {each.frame.name}, {each.wording} ({period(each.frame)})")
        if each.years:
            table(
                [(str(year.year), *map(format_cents, year[1:5])) for year in each.years],
                ("Jahr", "geplant", "gebunden", "abgerechnet", "frei"),
            )
        for year in each.years:
            if year.forecast:
                paragraph(f"{year.year}: {year.forecast}")
    return Exit.OK


def payer(options: Namespace) -> int:
    """Print who pays in a year."""
    from ozg_tui.desk.money.overview import payer as who
    from ozg_tui.desk.services.targets import find_target

    with desk_of(options) as desk:
        bundle = None if options.leistung is None else find_target(desk, options.leistung).bundle
        said = who(desk, options.jahr, bundle.id if bundle else None)
    if options.json:
        bearer, _, reason = said.partition(": ")
        write_json({"year": options.jahr, "bearer": bearer, "reason": reason})
    else:
        paragraph(said)
    return Exit.OK


def commit(options: Namespace) -> int:
    """Record a commitment of the Land; one that would break the cap is refused."""
    from ozg_tui.desk.entry.check import check
    from ozg_tui.desk.money.positions import COST_POSITIONS, CostPositionInput

    raw = {
        "line": clean(options.mittel),
        "year": clean(options.jahr),
        "name": clean(options.name),
        "committed_cents": clean(options.betrag),
    }
    with desk_of(options) as desk:
        checked = check(CostPositionInput, raw, {"today": desk.today()})
        if checked.value is None:
            raise UsageError(" ".join(checked.errors.values()))
        stored = COST_POSITIONS.save(desk, checked.value)
    if options.json:
        write_json({"id": stored.id, "committed_cents": stored.value.committed_cents})
    else:
        say(f"Gebunden: {format_cents(stored.value.committed_cents)} für {stored.title}")
    return Exit.OK
