"""IKZ applications as somebody writes them into a file."""

from typing import Any

SEVEN = ["06633020", "06633015", "06633011", "06633001", "06633002", "06633003", "06633004"]


CASE: dict[str, Any] = {
    "reference_date": "2022-01-15",
    "two_partner_reason": None,
    "participants": [],
    "agreement": {
        "form": "public_law_agreement",
        "signed_on": "2021-12-01",
        "signed_by_all": True,
    },
    "term": {"start": "2021-01-01", "end": "2025-12-31"},
    "costs": {
        "personnel_before": "200000.00",
        "personnel_after": "170000.00",
        "material_before": None,
        "material_after": None,
    },
    "requested": None,
}
