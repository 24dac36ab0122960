"""How an organisation is called in one line."""

from ozg_tui.codes.register import OrganisationKind


def full_name(name: str, kind: str) -> str:
    """The name with its kind where a town bears the same: `Landkreis Gießen`, `Odenwaldkreis`."""
    if kind == OrganisationKind.LANDKREIS and not name.lower().endswith("kreis"):
        return f"Landkreis {name}"
    return name
