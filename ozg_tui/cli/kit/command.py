"""Runs one command: parse, open the store, do the work, and never let a traceback out."""

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ozg_tui.cli import start
from ozg_tui.cli.kit.failures import Exit, UsageError, answer, complain
from ozg_tui.cli.kit.parser import build
from ozg_tui.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ozg_tui.desk.core.desk import Desk

Work = Callable[[Namespace], int]


def execute(arguments: Sequence[str], clock: Clock | None = None) -> int:
    """Run a command; answers its exit code."""
    _tolerant_output()
    try:
        code = _run(arguments, clock)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        return failed(error)
    return code


def failed(error: BaseException) -> int:
    """Say in a sentence what a command raised; answers the exit code."""
    if isinstance(error, BrokenPipeError):
        return reader_is_gone()
    code, sentence = answer(error)
    complain(sentence)
    return code


@contextmanager
def desk_of(options: Namespace) -> "Iterator[Desk]":
    """The opened desk of a command."""
    from ozg_tui.desk.core.opening import open_desk

    desk = open_desk(options.clock, options.db)
    try:
        yield desk
    finally:
        desk.close()


def _run(arguments: Sequence[str], clock: Clock | None) -> int:
    if any(not argument.isprintable() and _unreadable(argument) for argument in arguments):
        raise UsageError("Eine Angabe enthält Zeichen, die sich nicht lesen lassen.")
    try:
        options = build().parse_args(arguments, Namespace(clock=clock or Clock()))
    except SystemExit as end:
        return int(end.code or 0)
    if options.work is None:
        return _start(options)
    if options.stichtag is not None and not options.dated:
        raise UsageError("Bei diesem Befehl entscheidet kein Stichtag.")
    module, _, function = options.work.partition(":")
    work: Work = getattr(importlib.import_module(f"ozg_tui.cli.{module}"), function)
    return work(options)


def _start(options: Namespace) -> int:
    if options.json or options.stichtag is not None:
        raise UsageError("Hier fehlt ein Befehl. Hilfe: ozg-tui --help")
    if options.linear:
        from ozg_tui.cli.linear.desk import at_the_terminal

        with desk_of(options) as desk:
            at_the_terminal(desk)
        return Exit.OK
    return start(options.db)


def _unreadable(argument: str) -> bool:
    """Whether a text holds NUL or bytes that are no text; no file and no record is called so."""
    return any(char == "\0" or "\ud800" <= char <= "\udfff" for char in argument)


def _tolerant_output() -> None:
    """A terminal that lacks a letter gets a substitute, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def reader_is_gone() -> int:
    """End quietly as `head` expects; the interpreter must not try to write the rest at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return Exit.PIPE_CLOSED
