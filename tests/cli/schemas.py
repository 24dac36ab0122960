"""The documented shape of every JSON answer: what is listed must be there, more is welcome."""

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


def fits(value, shape, path="$"):
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
