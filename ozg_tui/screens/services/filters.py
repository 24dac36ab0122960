"""What the matrix can be filtered by, as a list to choose from."""

from ozg_tui.screens.kit.choice import Choice


def choices(column: str, place: str, district: str) -> list[Choice]:
    """Conditions on a column, the neighbours of a Kommune, its Landkreis, and all again."""
    from ozg_tui.desk.services.matrix import CONDITIONS

    found = [Choice(code, words, column) for code, (words, _) in CONDITIONS.items()]
    found.append(Choice("neighbours", f"Nachbarn von {place}", "Kommunen mit gemeinsamer Grenze"))
    if district:
        found.append(Choice("district", f"Nur {district}", "die Suche kann noch weiter eingrenzen"))
    found.append(Choice("all", "Alle zeigen", "hebt die Filter auf"))
    return found
