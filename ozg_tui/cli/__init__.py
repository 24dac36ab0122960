"""The command line: `ozg-tui` starts the program, `ozg-tui COMMAND` answers and ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

TYPE_CHECKING = False  # a telephone that rings does not wait for `typing` to load
if TYPE_CHECKING:
    from ozg_tui.clock import Clock


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run one command; answers the exit code (`ozg_tui.cli.kit.failures.Exit`).

    Without a clock it is the machine's that counts.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments == ["--version"]:
        from ozg_tui import __version__

        try:
            print(f"ozg-tui {__version__}", flush=True)
        except BrokenPipeError:
            from ozg_tui.cli.kit.command import reader_is_gone

            return reader_is_gone()
        return 0
    if not arguments:
        return start(None)
    if "anruf" in arguments or "call" in arguments:
        from ozg_tui.cli.telephone.call import at_once

        if (code := at_once(arguments)) is not None:
            return code
    from ozg_tui.cli.kit.command import execute

    return execute(arguments, clock)


def start(address: str | None, call: str | None = None, *, is_practice: bool = False) -> int:
    """Start the program on the screen, with a call that came in; answers its exit code.

    In practice it is at a desk of its own, which no call reaches.
    """
    # Collections while a thousand modules load cost a tenth of the start; `loading` ends the pause.
    gc.disable()
    from ozg_tui.commands import use
    from ozg_tui.look import settings_folder
    from ozg_tui.own_keys import own_keys

    own = own_keys(settings_folder())
    use(own.keys)
    from ozg_tui.terminal import run

    return run(address, call, is_practice=is_practice, complaint=own.complaint)
