"""A program that takes calls, in a thread of the test."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ozg_tui.doorbell.hang import Doorbell

PATIENCE_SECONDS = 10


@contextmanager
def listening(address: str | None = None, *, is_closing: bool = False) -> Iterator[list[str]]:
    """The calls that a running program takes; a closing one takes none."""
    taken: list[str] = []
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def take(text: str) -> bool:
        taken.append(text)
        return not is_closing

    doorbell = Doorbell(address, take)

    async def close() -> None:
        doorbell.close()
        # A slow caller has its time before the loop ends.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)

    try:
        asyncio.run_coroutine_threadsafe(doorbell.open(), loop).result(PATIENCE_SECONDS)
        yield taken
    finally:
        asyncio.run_coroutine_threadsafe(close(), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
