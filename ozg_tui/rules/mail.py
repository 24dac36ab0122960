"""E-mail addresses as they are copied from letters, mail programs and web pages."""

import re

_NAMED = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>")
_SCHEME = re.compile(r"mailto:([^?]*)(?:\?.*)?", re.IGNORECASE)


def bare_address(text: str) -> str:
    """Give the address without what stands around it.

    That is a name in front of angle brackets, `mailto:` with what follows the address, and a comma,
    semicolon or full stop at the end. What is no address stays as it is.
    """
    bare = text.strip().rstrip(";,. ")
    if found := _NAMED.fullmatch(bare):
        bare = found[1]
    if found := _SCHEME.fullmatch(bare):
        bare = found[1]
    return bare
