"""Files that were broken on their way: cut, doubled, overwritten, with something put in."""

import random

_PIECES = (
    b"\0", b'"', b";", b"\r", b"\n", b"\xff", b"\xc3", b"=", b"BEGIN:VCARD\r\n", b"PK", b"\\",
)  # fmt: skip


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A file with one to four things broken in it."""
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        until = min(len(changed), at + chance.randint(1, 200))
        match chance.randrange(4):
            case 0:
                del changed[at:until]
            case 1:
                changed[at:at] = changed[at:until]
            case 2:
                changed[at:at] = chance.choice(_PIECES) * chance.randint(1, 3)
            case _:
                changed[at:until] = chance.randbytes(until - at)
    return bytes(changed)
