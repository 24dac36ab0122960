"""Codes of short answers."""

from enum import StrEnum


class Checked(StrEnum):
    """Whether somebody of the desk has made sure of an answer."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"
