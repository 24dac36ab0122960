"""The one bridge from screens to the desk: it alone decides where a desk function runs.

`read`, `read_record`, `later` and `find` are doors for questions, at which the store refuses to be
changed; what changes it goes by `work`.

An indexed read of the embedded store runs in the key's own turn, because a thread would cost a
frame. Everything that can wait — a server, a save, a report — runs in a small pool.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from ozg_tui.loading import loading

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from ozg_tui.desk.core.desk import Desk

T = TypeVar("T")
Report = Callable[[Exception], None]


class _Stage:
    """What a kind of question needs: loaded by the first one, in the pool."""

    def __init__(self, load: Callable[[Desk], None]) -> None:
        self.load = load
        self.is_loaded = False


class Bridge:
    """Carries questions to the desk and answers back.

    `report` gets what the store refuses, `fail` every other error: a defect of the program.
    `load_lists` and `load_records` load what questions about lists and about records need.
    """

    def __init__(
        self,
        report: Report,
        fail: Report,
        load_lists: Callable[[Desk], None],
        load_records: Callable[[Desk], None],
    ) -> None:
        self._report = report
        self._fail = fail
        self._lists = _Stage(load_lists)
        self._records = _Stage(load_records)
        self._desk: Desk | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: dict[str, Callable[[], None]] = {}
        self._turns: dict[str, int] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._stop_watching: Callable[[], None] = _nothing

    @property
    def is_open(self) -> bool:
        """Whether the desk has been opened."""
        return self._desk is not None

    @property
    def notice(self) -> str:
        """What the person should know about the opening of the store."""
        return self._desk.notice if self._desk is not None else ""

    @property
    def actor(self) -> str:
        """Under whose name the opened desk writes."""
        assert self._desk is not None
        return self._desk.actor

    async def open(self, opener: Callable[[], Desk]) -> None:
        """Open the desk in the pool, then ask what was asked meanwhile.

        Raises what opening raises.
        """
        self._desk = await self._in_pool(opener)
        waiting, self._waiting = self._waiting, {}
        for ask in waiting.values():
            ask()

    def read(self, group: str, question: Callable[[Desk], T], answer: Callable[[T], None]) -> None:
        """Ask for something short. A newer question of the same group supersedes an older one."""
        self._read(self._lists, group, question, answer)

    def read_record(
        self, group: str, question: Callable[[Desk], T], answer: Callable[[T], None]
    ) -> None:
        """Ask for something short about records.

        The first such question loads the ORM and the rules: together they are slower to load than
        Textual, and a person who only searches never needs them.
        """
        self._read(self._records, group, question, answer)

    def later(self, group: str, question: Callable[[Desk], T], answer: Callable[[T], None]) -> None:
        """Ask for something that may take a moment, whatever the store; the newest wins."""
        self._turns[group] = turn = self._turns.get(group, 0) + 1
        if self._desk is None:
            self._waiting[group] = lambda: self.later(group, question, answer)
        else:
            self._later(self._read_later(group, turn, question, answer))

    async def find(self, question: Callable[[Desk], T]) -> T:
        """Ask in the pool and wait for the answer. Raises what the question raises."""
        return await self.work(lambda desk: _asked(question, desk))

    async def work(self, job: Callable[[Desk], T]) -> T:
        """Do something in the pool that may write, and wait for it. Raises what the job raises."""
        desk = self._desk
        if desk is None:
            raise RuntimeError("work needs the opened desk")
        return await self._in_pool(lambda: job(desk))

    def watch(self, heard: Callable[[], object]) -> None:
        """Call `heard` whenever somebody has saved, be it with another program."""
        from contextvars import copy_context
        from threading import Thread

        assert self._desk is not None
        loop, context, watch = asyncio.get_running_loop(), copy_context(), self._desk.watch()

        def tell() -> None:
            loop.call_soon_threadsafe(heard, context=context)

        thread = Thread(target=watch.run, args=(tell,), name="news")
        thread.start()

        def stop() -> None:
            watch.stop()
            thread.join()

        self._stop_watching = stop

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    def close(self) -> None:
        """Finish what runs and give the store back."""
        self._stop_watching()
        if self._pool is not None:
            self._pool.shutdown()
        if self._desk is not None:
            self._desk.close()

    def _read(
        self,
        stage: _Stage,
        group: str,
        question: Callable[[Desk], T],
        answer: Callable[[T], None],
    ) -> None:
        desk = self._desk
        self._turns[group] = self._turns.get(group, 0) + 1
        if desk is None:
            self._waiting[group] = lambda: self._read(stage, group, question, answer)
        elif not stage.is_loaded:

            def first(desk: Desk) -> T:
                with loading():
                    stage.load(desk)
                return question(desk)

            def then(found: T) -> None:
                stage.is_loaded = True
                answer(found)

            self.later(group, first, then)
        elif desk.is_embedded:
            self._ask(lambda: answer(_asked(question, desk)))
        else:
            self.later(group, question, answer)

    async def _read_later(
        self, group: str, turn: int, question: Callable[[Desk], T], answer: Callable[[T], None]
    ) -> None:
        from db.errors import StoreError, StoreLostError

        try:
            try:
                found = await self.find(question)
            except StoreLostError:
                found = await self.find(question)
        except StoreError as error:
            self._report(error)
            return
        if self._turns[group] == turn:
            answer(found)

    def _later(self, job: Awaitable[None]) -> None:
        task = asyncio.ensure_future(job)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._fail(error)

    def _ask(self, ask: Callable[[], None]) -> None:
        from db.errors import StoreError

        try:
            ask()
        except StoreError as error:
            self._report(error)

    async def _in_pool(self, job: Callable[[], T]) -> T:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(2, thread_name_prefix="desk")
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)


def _nothing() -> None:
    """Nothing is watched before the desk is open."""


def _asked(question: Callable[[Desk], T], desk: Desk) -> T:
    from db.asking import asking

    with asking():
        return question(desk)
