"""How an organisation is called in one line."""


def full_name(name: str, kind: str) -> str:
    """The name with its kind where a town bears the same: `Landkreis Gießen`, `Odenwaldkreis`."""
    if kind == "landkreis" and not name.lower().endswith("kreis"):
        return f"Landkreis {name}"
    return name
