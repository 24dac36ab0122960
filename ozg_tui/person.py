"""Who sits in front of the program."""

import os


def default_actor() -> str:
    """The name under which changes are recorded: `OZG_USER`, or the account's name."""
    if actor := os.environ.get("OZG_USER"):
        return actor
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unbekannt"
