"""How people are called."""


def person(title: str | None, given_name: str | None, family_name: str | None) -> str:
    """`Dr. Käthe Müller`; what is not known is left out."""
    return " ".join(part for part in (title, given_name, family_name) if part)
