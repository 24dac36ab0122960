"""Codes that more than one room must know, and the sets of them that have a name of their own."""

OPEN_STATIONS = (
    "idea",
    "consulting",
    "resolutions",
    "agreement",
    "submitted",
    "incomplete",
    "district",
    "regional_council",
    "ministry",
)
"""Where nothing has been decided yet about an IKZ application."""

ON_THE_WAY = frozenset({"district", "regional_council", "ministry"})
"""With these the authorities of the Dienstweg have to act, nobody else."""

GRANTED_STATIONS = ("approved", "paid", "running", "proof", "closed")
"""Where something may be owed after a grant."""

COMPLETE, RESOLUTIONS = "complete", "resolutions"
"""What stands in an application's way first, as far as it is told in words of its own."""
