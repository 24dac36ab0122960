"""`ozg-tui uebung`: the program at a desk of its own, with invented data and tasks."""

from argparse import Namespace

from ozg_tui.cli import start
from ozg_tui.cli.kit.failures import UsageError


def run(options: Namespace) -> int:
    """Start the program for practice."""
    if options.db is not None:
        raise UsageError("Die Übung hat ihre eigene Datei; --db gilt hier nicht.")
    if options.neu:
        from ozg_tui.desk.practice.opening import begin_anew

        begin_anew()
    return start(None, is_practice=True)
