"""From the card of a Kommune: record a service, and see what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.german.counting import noun
from ozg_tui.resources.services import BUNDLES, MATRIX
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.screens.services.record import record

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.place.gaps import Gap, Gaps
    from ozg_tui.desk.services.bundles import BundleView
    from ozg_tui.screens.kit.base import DeskScreen

_NO_KOMMUNE = "Das gibt es nur bei einer Kommune."
_GAPS = (
    "Was noch nicht ganz live ist; zuerst, was die meisten Nachbarn haben. Enter zeigt den Satz "
    "fürs Telefon und wen man dort anruft."
)


class _Here(NamedTuple):
    """A Kommune with the bundles of the catalogue."""

    name: str
    bundles: tuple[BundleView, ...]


def record_here(screen: DeskScreen) -> None:
    """Record the services of the bundle of the line for the Kommune shown, else of one to choose.

    At a bundle, show its services in the matrix, where all Kommunen are recorded.
    """
    record, chosen = screen.record(), screen.chosen()
    if record is None:
        return
    if record.resource is BUNDLES:
        from ozg_tui.screens.services.matrix import MatrixScreen

        matrix = screen.host.go_to(MATRIX)
        assert isinstance(matrix, MatrixScreen)
        matrix.open_bundle(record.record_id)
        return
    number = record.record_id
    of_line = chosen.record_id if chosen is not None and chosen.resource is BUNDLES else None

    def question(desk: Desk) -> _Here | None:
        from ozg_tui.desk.core.territory import territory
        from ozg_tui.desk.services.bundles import bundles
        from ozg_tui.rules.territory import is_municipality

        latest = territory(desk).by_id[number].latest
        return _Here(latest.name, bundles(desk)) if is_municipality(latest.kind) else None

    def show(here: _Here | None) -> None:
        if here is None:
            screen.say(_NO_KOMMUNE)
            return
        if of_line is not None:
            _record(screen, number, here, (of_line, None))
            return
        choices = [_choice(each) for each in here.bundles]
        choices += [
            Choice((bundle.id, service.id), f"{bundle.name} {service.number}", service.title)
            for bundle in here.bundles
            if len(bundle.services) > 1
            for service in bundle.services
        ]

        def picked(value: tuple[int, int | None] | None) -> None:
            if value is not None:
                _record(screen, number, here, value)

        screen.host.push(ChoiceScreen(f"{here.name}: welcher Dienst?", among(choices)), picked)

    screen.bridge.read_record("bundles", question, screen.if_still_here(show))


def show_gaps(screen: DeskScreen) -> None:
    """List what the Kommune shown lacks; Enter tells the sentence and whom to call."""
    record = screen.record()
    if record is None:
        return
    number = record.record_id

    def question(desk: Desk) -> Gaps | None:
        from ozg_tui.desk.core.territory import territory
        from ozg_tui.desk.place.gaps import gaps
        from ozg_tui.rules.territory import is_municipality

        if not is_municipality(territory(desk).by_id[number].latest.kind):
            return None
        return gaps(desk, number, desk.today())

    def show(found: Gaps | None) -> None:
        if found is None:
            screen.say(_NO_KOMMUNE)
            return
        if not found.gaps:
            screen.say("Hier ist alles live, wofür diese Kommune zuständig ist.")
            return
        choices = [Choice(each, each.title, _hint(each)) for each in found.gaps]
        whole = len(found.gaps) + found.complete
        title = f"{found.name}: {found.complete} von {whole} Bündeln ganz live"
        screen.host.push(ChoiceScreen(title, among(choices), above=_GAPS), chosen)

    def chosen(gap: Gap | None) -> None:
        if gap is not None:
            screen.host.push(ReaderScreen(gap.title, _text(gap)))

    screen.bridge.read_record("gaps", question, screen.if_still_here(show))


def _record(
    screen: DeskScreen, organisation_id: int, here: _Here, value: tuple[int, int | None]
) -> None:
    from ozg_tui.desk.services.recording import Cell
    from ozg_tui.desk.services.targets import Target

    bundle_id, service_id = value
    bundle = next(each for each in here.bundles if each.id == bundle_id)
    services = tuple(each for each in bundle.services if service_id in (None, each.id))
    cells = [Cell(organisation_id, each.id) for each in services]
    record(screen, cells, f"{here.name}, {Target(bundle, services).title}")


def _choice(bundle: BundleView) -> Choice:
    from ozg_tui.desk.services.targets import bundle_title

    number = len(bundle.services)
    said = noun(number, "1 Leistung", f"alle {number} Leistungen")
    return Choice((bundle.id, None), bundle_title(bundle), said)


def _hint(gap: Gap) -> str:
    near = (
        f"{gap.neighbours.part} von {gap.neighbours.whole} Nachbarn" if gap.neighbours.whole else ""
    )
    return ", ".join(part for part in (near, gap.here.words) if part)


def _text(gap: Gap) -> str:
    calls = [
        f"{each.name}  {' '.join(each.call) if each.call else 'keine Nummer bekannt'}"
        for each in gap.having
    ]
    lines = [gap.sentence, "", f"Hier: {gap.here.words}.", f"Nächster Schritt: {gap.step}"]
    return "\n".join([*lines, *(["", "Wen man dort anruft:"] if calls else []), *calls])
