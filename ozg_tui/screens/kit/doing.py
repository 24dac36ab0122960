"""The one way to do something at the store from a screen.

The keys of the screen in front are kept meanwhile, a busy store is tried again, and what it refuses
is said. The screen in front is read anew and the answer said, unless `then` does something else
with the answer; a sentence that `then` hands back is said.
"""

from __future__ import annotations

from asyncio import Future, get_running_loop
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, TypeVar

from ozg_tui.screens.kit.patience import patiently

if TYPE_CHECKING:
    from db.errors import StoreError
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.host import Front, Host, Refused, Then

T = TypeVar("T")


def do(
    host: Host,
    job: Callable[[Desk], T],
    then: Then[T] | None = None,
    refused: Refused | None = None,
    *,
    aside: bool = False,
    watched: bool = False,
) -> Future[T | None]:
    """Begin the job in the pool; the answer comes as a future, None where the store refuses it.

    `refused` gives the sentence for a refusal, by default its own. Nobody waits for what is done
    `aside`; how far something `watched` is, is seen. The future may be awaited by what runs by
    itself, never by what handles a key.
    """
    front = None if aside else host.front
    answer: Future[T | None] = get_running_loop().create_future()
    if front is not None:
        front.doing += 1
    say = _nobody if aside or watched else host.say
    host.start(_done(host, front, job, then, refused, answer, say), "do")
    return answer


async def _done(
    host: Host,
    front: Front | None,
    job: Callable[[Desk], T],
    then: Then[T] | None,
    refused: Refused | None,
    answer: Future[T | None],
    say: Callable[[str], None],
) -> None:
    from db.errors import StoreError

    found: T | None = None
    said: object = None
    try:
        try:
            found = await patiently(host.bridge, job, say)
        except StoreError as error:
            said = refused(error) if refused is not None else str(error)
            if _is_about_the_record(error):
                _read_anew(host, front)
        else:
            said = then(found) if then is not None else found
            if isawaitable(said):
                said = await said
            if then is None:
                _read_anew(host, front)
    finally:
        if front is not None:
            front.doing -= 1
        host.keys.go_on()
        if not answer.done():
            answer.set_result(found)
    if isinstance(said, str) and said:
        # Who has left by then reads it where they went.
        await host.keys.had_effect()
        host.say(said)


def _nobody(_sentence: str) -> None:
    """Nobody waits for it, or sees it anyway; so nobody is told that it takes long."""


def _is_about_the_record(error: StoreError) -> bool:
    """Whether what is shown may be old, because the store has refused to change it."""
    from db.errors import ConflictError, NotFoundError, RefusedError

    return isinstance(error, RefusedError | NotFoundError | ConflictError)


def _read_anew(host: Host, front: Front | None) -> None:
    if front is not None and front is host.front:
        front.action_reload()
