"""Which services a typed text means: a bundle, one of its services, a name, a LeiKa key."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.errors import NotFoundError
from db.fold import fold
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.bundles import BundleView, ServiceView, bundles
from ozg_tui.desk.services.names import bundle_name
from ozg_tui.text import clean

_NUMBERED = re.compile(
    r"(?P<bundle>.+?)\s*(?:[/#:,–-]|\s)\s*(?:(?:Leistung|Nr\.?|Nummer)\s*)?(?P<number>[0-9]{1,3})",
    re.IGNORECASE,
)


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
    """The name of a bundle, told apart from others."""
    return bundle_name(bundle.name, efa=bundle.efa)


class Catalogue:
    """The bundles and services by all that names them without a doubt."""

    def __init__(self, known: Sequence[BundleView]) -> None:
        self.bundles = tuple(Target(bundle, bundle.services) for bundle in known)
        self.services = tuple(
            Target(bundle, (service,)) for bundle in known for service in bundle.services
        )
        self._by_key: dict[str, list[Target]] = {}
        self._by_name: dict[str, list[Target]] = {}
        for target in self.services:
            (service,) = target.services
            if service.leika_key:
                self._by_key.setdefault(service.leika_key, []).append(target)
            if service.is_named:
                self._by_name.setdefault(_folded(service.title), []).append(target)
        for target in self.bundles:
            self._by_name.setdefault(_folded(bundle_title(target.bundle)), []).append(target)

    def with_key(self, text: str) -> list[Target]:
        """The services with this LeiKa key, however it is grouped."""
        return self._by_key.get(re.sub(r"\s", "", text), [])

    def called(self, text: str) -> list[Target]:
        """What is called so: a bundle, a service, or the service of a bundle with this number."""
        if found := self._by_name.get(_folded(text)):
            return found
        parts = _NUMBERED.fullmatch(" ".join(text.split()))
        return self.numbered(parts["bundle"], int(parts["number"])) if parts else []

    def numbered(self, bundle: str, number: int) -> list[Target]:
        """The services with this number in bundles of this name."""
        return [
            service
            for target in self._by_name.get(_folded(bundle), ())
            if len(target.services) == len(target.bundle.services)
            for service in self.inside(target, number)
        ]

    def inside(self, target: Target, number: int) -> list[Target]:
        """The service of a bundle that has this number."""
        return [
            Target(target.bundle, (each,))
            for each in target.bundle.services
            if each.number == number
        ]


def find_target(desk: Desk, typed: str) -> Target:
    """The bundle or service that a text names: `Mängelmelder`, `Mängelmelder 3`, a LeiKa key.

    The beginning of a name will do where nothing else begins so. Raises `NotFoundError` with a
    sentence that helps on.
    """
    shown = " ".join(clean(typed).split())
    known = Catalogue(bundles(desk))
    if not shown:
        raise NotFoundError("Bitte ein Bündel oder eine Leistung nennen.")
    if by_key := known.with_key(shown):
        return by_key[0]
    found = known.called(shown) or _begun(shown, known.bundles)
    found = found or _begun_single(shown, known.services)
    if not found and (parts := _NUMBERED.fullmatch(shown)):
        found = [
            service
            for each in _begun(parts["bundle"], known.bundles)
            for service in known.inside(each, int(parts["number"]))
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


def _begun(typed: str, targets: Iterable[Target]) -> list[Target]:
    """The bundles whose name begins so."""
    wanted = _folded(typed)
    return [each for each in targets if _folded(bundle_title(each.bundle)).startswith(wanted)]


def _begun_single(typed: str, targets: Iterable[Target]) -> list[Target]:
    """The named services whose name begins so."""
    wanted = _folded(typed)
    return [
        each
        for each in targets
        if each.services[0].is_named and _folded(each.services[0].title).startswith(wanted)
    ]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
