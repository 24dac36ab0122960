"""Numbers and the words they count: `1 Kommune`, `1.234 Kommunen`, `es fehlen 2 Tage`."""


def number(value: int) -> str:
    """`1234` as `1.234`."""
    return f"{value:,}".replace(",", ".")


def noun(value: int, one: str, many: str) -> str:
    """The word for one, or for several and for none; verbs too: `fehlt`, `fehlen`."""
    return one if value == 1 else many


def counted(value: int, one: str, many: str) -> str:
    """A number with its word: `0 Anträge`, `1 Antrag`, `1.234 Anträge`.

    After a preposition `many` stands in its case: `seit 12 Tagen`.
    """
    return f"{number(value)} {noun(value, one, many)}"


def missing(value: int, one: str, many: str) -> str:
    """What is lacking: `es fehlt 1 Tag`, `es fehlen 12 Tage`; empty where nothing is."""
    return f"es {noun(value, 'fehlt', 'fehlen')} {counted(value, one, many)}" if value else ""
