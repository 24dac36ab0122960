"""Which services a typed text means: a bundle, one of its services, a name, a LeiKa key."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from db.errors import NotFoundError
from db.fold import fold
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.bundles import BundleView, ServiceView, bundles
from ozg_tui.text import clean

_NUMBERED = re.compile(r"(?P<bundle>.+?)\s*(?:[/#]|\s)\s*(?P<number>[0-9]{1,3})")


class Target(NamedTuple):
    """What is meant: a bundle with all its services, or with the one that was named."""

    bundle: BundleView
    services: tuple[ServiceView, ...]

    @property
    def title(self) -> str:
        """`Mängelmelder`, or with one service `Mängelmelder: Leistung 3 von 13, Name offen`."""
        name = bundle_title(self.bundle)
        if len(self.services) == len(self.bundle.services):
            return name
        return f"{name}: {', '.join(each.title for each in self.services)}"


def bundle_title(bundle: BundleView) -> str:
    """The name of a bundle; where the flag tells two of one name apart, it is said."""
    flag = " (EfA)" if bundle.efa and "EfA" not in bundle.name else ""
    return f"{bundle.name}{flag}"


def find_target(desk: Desk, typed: str) -> Target:
    """The bundle or service that a text names: `Mängelmelder`, `Mängelmelder 3`, a LeiKa key.

    The beginning of a name will do where nothing else begins so. Raises `NotFoundError` with a
    sentence that helps on.
    """
    shown = " ".join(clean(typed).split())
    known = bundles(desk)
    digits = re.sub(r"\s", "", shown)
    by_key = [
        Target(bundle, (service,))
        for bundle in known
        for service in bundle.services
        if digits and service.leika_key == digits
    ]
    if by_key:
        return by_key[0]
    whole = [Target(bundle, bundle.services) for bundle in known]
    single = [
        Target(bundle, (service,))
        for bundle in known
        for service in bundle.services
        if service.is_named
    ]
    found = _meant(shown, ((bundle_title(each.bundle), each) for each in whole))
    found = found or _meant(shown, ((each.services[0].title, each) for each in single))
    if not found and (parts := _NUMBERED.fullmatch(shown)):
        found = [
            Target(each.bundle, (service,))
            for each in _meant(
                parts["bundle"], ((bundle_title(each.bundle), each) for each in whole)
            )
            for service in each.bundle.services
            if service.number == int(parts["number"])
        ]
    if not found:
        raise NotFoundError(
            f"»{shown}« ist weder ein Bündel noch eine Leistung im Bestand. Alle Bündel nennt "
            "»ozg-tui dienste«; eine einzelne Leistung heißt zum Beispiel »Mängelmelder 3«."
        )
    if len(found) > 1:
        several = "; ".join(each.title for each in found)
        raise NotFoundError(f"»{shown}« ist nicht eindeutig: {several}.")
    return found[0]


def _meant(typed: str, named: Iterable[tuple[str, Target]]) -> list[Target]:
    """What is called so; else what begins so."""
    wanted = fold(typed)
    folded = [(fold(name), target) for name, target in named]
    same = [target for name, target in folded if name == wanted]
    return same or [target for name, target in folded if wanted and name.startswith(wanted)]
