"""How a service is called that no source names."""


def service_title(number: int, count: int, name: str | None) -> str:
    """The name of a service, or its number where no source states a name."""
    return name or f"Leistung {number} von {count}, Name offen"
