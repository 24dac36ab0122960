"""What can go wrong with the store, each with the German sentence that staff read."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

NOT_SAVED = "Nicht gesichert: "
"""How the sentence about a save begins that was not kept; the reason follows."""


class StoreError(Exception):
    """The store cannot do what was asked; `str()` is a German sentence without secrets."""


class StoreUnreachableError(StoreError):
    """No connection: the server is down, the folder is read-only, the disk is full."""


class StoreAwayError(StoreUnreachableError):
    """The server is not there at the moment, and nothing was kept: it may be tried again."""


class StoreLostError(StoreAwayError):
    """The connection ended before anything was kept; on another one it may be asked at once."""


class SaveUnconfirmedError(StoreUnreachableError):
    """The connection ended with the commit, and nobody could be asked whether it was kept.

    `unit` is the name under which the history keeps the save, if it was.
    """

    def __init__(self, sentence: str, unit: str) -> None:
        super().__init__(sentence)
        self.unit = unit


class StoreUnsuitableError(StoreError):
    """The file or server is not ours, too open, too new or on a network drive."""


class StoreReplacedError(StoreError):
    """The store's file was moved, deleted, replaced or written over while it was open."""


class StoreBusyError(StoreError):
    """Another process holds the write lock longer than a person waits."""


class FilterError(StoreError):
    """A search text asks for a filter or a value that does not exist; says which there are."""


class NotFoundError(StoreError):
    """There is no record with this key or number."""


class RefusedError(StoreError):
    """A guarantee of the store (unique slot, reference, check) refuses the change."""


class ConflictError(StoreError):
    """Somebody else saved first, and both changed the same.

    `theirs` maps the names of disputed fields to their values in the store. `with_mine` and
    `with_theirs` are all fields with both sides' changes, where both changed the same with mine or
    with theirs; `disputes` says what that is.
    """

    def __init__(
        self,
        sentence: str,
        theirs: Mapping[str, object] = MappingProxyType({}),
        version: int = 0,
        *,
        with_mine: Mapping[str, object] = MappingProxyType({}),
        with_theirs: Mapping[str, object] = MappingProxyType({}),
        disputes: Sequence[object] = (),
    ) -> None:
        super().__init__(sentence)
        self.theirs = dict(theirs)
        self.version = version
        self.with_mine = with_mine
        self.with_theirs = with_theirs
        self.disputes = disputes


def said_of_save(error: StoreError) -> str:
    """The sentence about a save that was not kept, whoever refused it."""
    sentence = str(error)
    return sentence if sentence.startswith(NOT_SAVED) else f"{NOT_SAVED}{sentence}"
