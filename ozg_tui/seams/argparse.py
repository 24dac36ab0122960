"""argparse: its sentences in another language, without a catalogue of gettext on the disk."""

import argparse
from collections.abc import Callable


def translate(phrase: Callable[[str], str], count: Callable[[str, str, int], str]) -> None:
    """Let argparse say its phrases through these, in the whole process."""
    vars(argparse).update(_=phrase, ngettext=count)
