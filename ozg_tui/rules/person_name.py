"""Names of people as lists write them: `Müller, Dr. Käthe`, `Dr. Käthe von der Au`."""

import re
from typing import NamedTuple

_TITLE = re.compile(
    r"((?:(?:prof|dr|dipl|mag|ing|m\.\s?a|b\.\s?a|m\.\s?sc|b\.\s?sc|ll\.\s?m|mba|med|jur|phil|rer"
    r"|nat|pol|oec|h\.\s?c|univ|fh)\b\.?(?:-[a-zäöü]+\b\.?)*(?:\s*\((?:fh|uni|bw)\))?[\s,]*)+)",
    re.IGNORECASE,
)
_FORMS_OF_ADDRESS = re.compile(r"^(?:herrn?|frau|hr\.|fr\.)\s+", re.IGNORECASE)
_PARTICLES = frozenset({
    "von", "vom", "van", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "di", "du",
    "la", "le", "ten", "ter", "af", "auf", "el", "al", "und", "freiherr", "freifrau", "graf",
    "gräfin",
})  # fmt: skip


class PersonName(NamedTuple):
    """The parts of a name; an empty text where there is none."""

    family: str
    given: str = ""
    title: str = ""

    @property
    def told(self) -> str:
        """`Nachname von Beispiel, Vorname Erika, Titel Dr.`: what became of a name in one piece."""
        parts = (("Nachname", self.family), ("Vorname", self.given), ("Titel", self.title))
        return ", ".join(f"{label} {part}" for label, part in parts if part)


def split_name(text: str) -> PersonName:
    """Take a whole name apart; a comma stands behind the family name."""
    text = _FORMS_OF_ADDRESS.sub("", " ".join(text.split()))
    title, text = _without_title(text)
    family, comma, given = text.partition(",")
    if comma:
        later, given = _without_title(given.strip())
        return PersonName(family.strip(), given, " ".join(filter(None, (title, later))))
    words = text.split()
    if len(words) < 2:
        return PersonName(text, "", title)
    begun = len(words) - 1
    while begun > 1 and words[begun - 1].lower() in _PARTICLES:
        begun -= 1
    if words[0].lower() in _PARTICLES:
        begun = 0
    return PersonName(" ".join(words[begun:]), " ".join(words[:begun]), title)


def without_title(family: str, given: str, title: str) -> PersonName:
    """Move a title that stands before a family or given name to its place."""
    before_family, family = _without_title(_FORMS_OF_ADDRESS.sub("", family.strip()))
    before_given, given = _without_title(_FORMS_OF_ADDRESS.sub("", given.strip()))
    parts = dict.fromkeys(filter(None, (title.strip(), before_family, before_given)))
    return PersonName(family, given, " ".join(parts))


def _without_title(text: str) -> tuple[str, str]:
    found = _TITLE.match(text)
    if found is None or found.end() == len(text):
        return "", text
    return " ".join(found[0].strip(" ,").split()), text[found.end() :].strip()
