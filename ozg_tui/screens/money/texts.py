"""How money reads, on the screen and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.columns import lay_out, wrap
from ozg_tui.german.labels import BEARERS
from ozg_tui.rules.budget import period
from ozg_tui.rules.money import format_cents
from ozg_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ozg_tui.desk.money.overview import Money

_HEADS = ("Jahr", "geplant", "gebunden", "abgerechnet", "frei")


def money_lines(money: Sequence[Money], payers: Sequence[tuple[int, str]], width: int) -> list[str]:
    """Who pays in which year, then every line with its years and positions."""
    lines = [" WER ZAHLT DIE EFA-BETRIEBSKOSTEN?"]
    for year, told in payers:
        first, *more = wrap(f"{year}  {clean(told)}", width - 6)
        lines += [f"   {first}", *(f"         {each}" for each in more)]
    for each in money:
        lines += ["", *_line(each, width)]
    return lines


def _line(money: Money, width: int) -> Iterator[str]:
    yield f" {clean(money.programme).upper()}"
    source = f"{clean(money.giver_source)}"
    if money.source_day:
        source += f", {money.source_day:%d.%m.%Y}"
    told = f"{money.frame.name}: {money.wording} ({period(money.frame)}). Quelle: {source}."
    if money.included_in:
        told += f" Enthalten in: {money.included_in}."
    for line in wrap(clean(told), width):
        yield f"   {line}"
    if money.years:
        rows = [(str(each.year), *map(format_cents, each[1:5])) for each in money.years]
        for line in lay_out(rows, width, _HEADS):
            yield f"   {line}"
    for year in money.years:
        if year.forecast:
            yield from (f"   {line}" for line in wrap(f"{year.year}: {year.forecast}", width))
    for position in money.positions:
        yield (
            f"   - {clean(position.name)} {position.year}: gebunden "
            f"{format_cents(position.committed)}, trägt {BEARERS[position.bearer]}"
        )
