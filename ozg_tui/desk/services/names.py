"""How bundles are called, and services that no source names."""


def bundle_name(name: str, *, efa: bool) -> str:
    """The name of a bundle; where the flag tells two of one name apart, it is said."""
    return f"{name} (EfA)" if efa and "EfA" not in name else name


def service_title(number: int, count: int, name: str | None) -> str:
    """The name of a service, or its number where no source states a name."""
    return name or f"Leistung {number} von {count}, Name offen"
