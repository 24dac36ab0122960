"""The services of the store, as a list of named ones meets them."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select

from db.fold import fold
from db.tables import Rollout, Service
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.services.bundles import BundleView, ServiceView, bundles
from ozg_tui.desk.services.service_input import ServiceInput
from ozg_tui.desk.services.targets import bundle_title


class Known(NamedTuple):
    """A service with its bundle and all that is known of it."""

    id: int
    number: int
    bundle: BundleView
    title: str
    value: ServiceInput
    has_history: bool
    """Whether somebody has recorded how far a Kommune is with it."""


class Catalogue:
    """The services by number, name and key; those that nobody can tell apart yet are free."""

    def __init__(self, desk: Desk) -> None:
        self.by_id = _known(desk)
        self._by_bundle: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_key: dict[str, list[Known]] = defaultdict(list)
        for each in self.by_id.values():
            for name in {_folded(each.bundle.name), _folded(bundle_title(each.bundle))}:
                self._by_bundle[name].append(each)
            if each.value.name:
                self._by_name[_folded(each.value.name)].append(each)
            if each.value.leika_key:
                self._by_key[each.value.leika_key].append(each)

    def of_bundle(self, name: str) -> list[Known]:
        """The services of the bundle with this whole name, in their order."""
        return self._by_bundle.get(_folded(name), [])

    def called(self, name: str) -> list[Known]:
        """The services that have this name already."""
        return self._by_name.get(_folded(name), [])

    def with_key(self, key: str) -> list[Known]:
        """The services that have this key already."""
        return self._by_key.get(key, [])


def _known(desk: Desk) -> dict[int, Known]:
    of: dict[int, tuple[BundleView, ServiceView]] = {
        service.id: (bundle, service) for bundle in bundles(desk) for service in bundle.services
    }
    with reading(desk) as session:
        recorded = set(session.scalars(select(Rollout.service_id).distinct()))
        rows = {row.id: row for row in session.scalars(select(Service))}
        return {
            number: Known(
                number,
                service.number,
                bundle,
                f"{bundle_title(bundle)} {service.number}",
                value_of(rows[number]),
                number in recorded,
            )
            for number, (bundle, service) in of.items()
            if number in rows
        }


def value_of(row: Service) -> ServiceInput:
    """All that is known of a service."""
    return ServiceInput.model_construct(
        **{name: getattr(row, name) for name in ServiceInput.model_fields}
    )


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
