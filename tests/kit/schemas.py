"""The documented shape of every JSON answer: what is listed must be there, more is welcome."""

from typing import Any

CHECK = {
    "code": str,
    "state": {"fulfilled", "failed", "open", "clarify"},
    "text": str,
    "source": str,
}
SEARCH = {
    "schema_version": {1},
    "hits": [{"kind": str, "title": str, "place": str, "reason": str}],
}
SERVICES = {
    "schema_version": {1},
    "bundles": [{"name": str, "efa": bool, "services": int, "available_since": [str]}],
    "total": int,
}
MODEL = {
    "schema_version": {1},
    "as_of": str,
    "municipalities": [{"key": str, "name": str, "status": str}],
}
CONSULTING = {
    "schema_version": {1},
    "eligible": bool,
    "funding_source": {"umsetzungsvereinbarung", "starke_heimat", None},
    "checks": [CHECK],
}
IKZ_CHECK = CHECK | {
    "value": str,
    "threshold": str,
    "distance": str,
    "missing": (int, type(None)),
    "unit": {"days", "cents", "councils", "municipalities", "signatures", None},
    "rule_set": str,
    "question": str,
    "supplier": str,
}
IKZ = {
    "schema_version": {1},
    "result": {"eligible", "not_eligible", "open", "clarify"},
    "rule_set": str,
    "edition": str,
    "reference_date": (str, type(None)),
    "determination": str,
    "checks": [IKZ_CHECK | {"code": {"partners", "resolutions", "agreement", "term", "saving"}}],
    "further": [IKZ_CHECK | {"code": {"amount", "overlap", "changes"}}],
    "grant": {"standard_cents": (int, type(None)), "shares_cents": dict},
}
IKZ_LIST = {
    "schema_version": {1},
    "as_of": str,
    "applications": [
        {
            "id": int,
            "number": str,
            "title": str,
            "lead": str,
            "station": str,
            "station_label": str,
            "station_since": (str, type(None)),
            "station_days": (int, type(None)),
            "reference_date": (str, type(None)),
            "result": IKZ["result"],
            "obstacle": str,
            "detail": str,
            "determination": str,
            "partners": int,
            "missing": [str],
            "missing_resolutions": int,
        }
    ],
    "total": int,
}
_YEARLY = {
    "personnel_before_cents": (int, type(None)),
    "personnel_after_cents": (int, type(None)),
    "material_before_cents": (int, type(None)),
    "material_after_cents": (int, type(None)),
    "notional": bool,
}
IKZ_SHOW = {
    "schema_version": {1},
    "id": int,
    "number": str,
    "title": str,
    "field_of_work": (str, type(None)),
    "station": str,
    "station_label": str,
    "station_since": (str, type(None)),
    "station_days": (int, type(None)),
    "applied_on": (str, type(None)),
    "two_partner_reason": (str, type(None)),
    "participants": [
        {
            "key": str,
            "name": str,
            "role": {"lead", "partner"},
            "council": str,
            "resolution": {
                "status": str,
                "label": str,
                "on": (str, type(None)),
                "printed_matter": (str, type(None)),
                "copy_at_hand": bool,
            },
            "signed_on": (str, type(None)),
            "joined_on": (str, type(None)),
            "left_on": (str, type(None)),
            "costs": _YEARLY,
        }
    ],
    "agreement": {
        "form": (str, type(None)),
        "signed_on": (str, type(None)),
        "signed_by_all": (bool, type(None)),
        "reference": (str, type(None)),
        "transfer": (str, type(None)),
        "termination_clause": (bool, type(None)),
        "terminable_on": (str, type(None)),
    },
    "term": {"start": (str, type(None)), "end": (str, type(None)), "open_ended": bool},
    "costs": _YEARLY | {"notional_reason": (str, type(None))},
    "requested_cents": (int, type(None)),
    "granted_cents": (int, type(None)),
    "notice": {"on": (str, type(None)), "reference": (str, type(None))},
    "deviation": {
        "reason": (str, type(None)),
        "by": (str, type(None)),
        "confirmed_by": (str, type(None)),
    },
    "payments": [{"paid_on": str, "amount_cents": int, "note": (str, type(None))}],
    "agreed_obligations": [
        {
            "kind": {"proof", "report", "other"},
            "what": (str, type(None)),
            "due_on": (str, type(None)),
            "done_on": (str, type(None)),
        }
    ],
    "obligations": [
        {
            "code": {"proof", "report", "other", "recovery"},
            "title": str,
            "municipality": str,
            "due_on": (str, type(None)),
            "basis": {"agreed", "assumed"},
            "done_on": (str, type(None)),
            "standing": str,
            "text": str,
            "source": str,
        }
    ],
    "steps": [{"from": str, "to": str, "on": str, "by": str, "note": str}],
    "judgement": {name: shape for name, shape in IKZ.items() if name != "schema_version"},
    "note": (str, type(None)),
}
_OUTCOME = {
    "label": str,
    "partners": int,
    "result": IKZ["result"],
    "standard_cents": (int, type(None)),
    "difference_cents": (int, type(None)),
    "gain_cents": (int, type(None)),
    "shares_cents": [int],
    "leftover_cents": int,
    "resolutions_missing": (int, type(None)),
    "more_resolutions": (int, type(None)),
    "councils": [str],
    "flips": [{"code": str, "now": CHECK["state"], "then": CHECK["state"], "text": str}],
    "checks": [
        {"code": str, "state": CHECK["state"], "value": str, "threshold": str, "distance": str}
    ],
}
IKZ_SIMULATE = {
    "schema_version": {1},
    "number": (str, type(None)),
    "reference_date": (str, type(None)),
    "assumed": [str],
    "numbers": [_OUTCOME],
    "suppositions": [_OUTCOME],
}
IKZ_EXPLAIN = {
    "schema_version": {1},
    "number": (str, type(None)),
    "result": IKZ["result"],
    "rule_set": str,
    "edition": str,
    "reference_date": (str, type(None)),
    "determination": str,
    "checks": [IKZ_CHECK],
    "hints": [str],
}
IKZ_MEMO = {
    "schema_version": {1},
    "number": str,
    "title": str,
    "format": {"text", "markdown", "pdf"},
    "file": (str, type(None)),
    "bytes": int,
    "document": (str, type(None)),
}
PLACE = {
    "schema_version": {1},
    "as_of": str,
    "key": str,
    "name": str,
    "kind": str,
    "district": str,
    "region": str,
    "former": [{"key": str, "name": str, "until": (str, type(None)), "merged": bool}],
    "population": (int, type(None)),
    "contacts": [{"id": int, "name": str, "roles": [str], "call_first": bool}],
    "account": [
        {
            "label": str,
            "state": {"FREI", "BELEGT", "VERBRAUCHT", "ABGELAUFEN", "OFFEN"},
            "detail": str,
            "checks": [CHECK],
        }
    ],
    "services": {
        "known": bool,
        "live": int,
        "in_finder": int,
        "services": int,
        "bundles": [
            {
                "name": str,
                "efa": bool,
                "available_since": [str],
                "live": int,
                "in_finder": int,
                "services": int,
                "next_step": (str, type(None)),
            }
        ],
    },
    "model": list,
    "applications": list,
    "bookings": list,
    "follow_ups": list,
    "talks": list,
    "talks_total": int,
    "subscriptions": list,
}


def fits(value: Any, shape: Any, path: str = "$") -> Any:
    """The value, if it has the shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), path
        for name, inner in shape.items():
            assert name in value, f"{path}.{name}"
            fits(value[name], inner, f"{path}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), path
        for number, each in enumerate(value):
            fits(each, shape[0], f"{path}[{number}]")
    elif isinstance(shape, set):
        assert value in shape, path
    else:
        assert isinstance(value, shape), path
    return value
