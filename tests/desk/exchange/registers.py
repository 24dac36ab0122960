"""Official registers as their publishers write them; inhabitants and addresses are invented."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tests.desk.exchange.files import xlsx

_KIND_CODES = {
    "landkreis": "44", "kreisfreie_stadt": "61", "sonderstatus_stadt": "63", "stadt": "63",
    "gemeinde": "64",
}  # fmt: skip
_OTHER_LANDS = (("09162000", "0000", "München, Landeshauptstadt", "61", 1_500_000),)
_UNINHABITED = ("06431200", "9999", "Michelbuch, gemfr. Gebiet", "66", 0)


class Entry(NamedTuple):
    """A Kommune as a register has it."""

    key: str
    name: str
    kind: str
    population: int

    @property
    def is_district(self) -> bool:
        """Whether it is a Landkreis."""
        return self.kind == "landkreis"


def gv100ad(
    entries: Iterable[Entry], day: str = "20231130", encoding: str = "utf-8", end: str = "\r\n"
) -> bytes:
    """The Gemeindeverzeichnis: 220 characters a line, trailing blanks lost as by a mailer."""
    lines = [
        _record("10", day, "06", "", "Hessen", "", 0),
        _record("20", day, "064", "", "RB", "", 0),
    ]
    for each in entries:
        if each.is_district:
            lines.append(_record("40", day, each.key, "", each.name, "44", 0))
            continue
        code = _KIND_CODES[each.kind]
        if each.kind == "kreisfreie_stadt":
            # A town without a district is a district and an association as well.
            lines.append(_record("40", day, each.key[:5], "", each.name, "41", 0))
        group = "0000" if each.kind == "kreisfreie_stadt" else f"0{each.key[5:]}"
        lines.append(_record("50", day, each.key[:5], group, each.name, "50", 0))
        lines.append(
            _record(
                "60",
                day,
                each.key,
                group,
                f"{each.name}, Stadt" if code == "63" else each.name,
                code,
                each.population,
            )
        )
    lines.append(_record("60", day, *_UNINHABITED))
    lines += [_record("60", day, *each) for each in _OTHER_LANDS]
    return end.join([*(line.rstrip() for line in lines), ""]).encode(encoding)


def _record(
    kind: str, day: str, key: str, group: str, name: str, code: str, population: int
) -> str:
    counted = f"{1234:011}{population:011}{population // 2:011}" if kind == "60" else " " * 33
    head = f"{kind}{day}{key:<8}{group:<4}{name:<50}{'':<50}{code:<2}{'':4}"
    return f"{head}{counted}{'':4}{'34000' if kind == '60' else '':<5}".ljust(220)


def auszug_gv(entries: Iterable[Entry], counted_on: str = "") -> bytes:
    """The quarterly sheet: headings over three lines, keys in parts, numbers as numbers, a foot."""
    head: list[Sequence[Any]] = [
        ("Alle politisch selbständigen Gemeinden",),
        (f"Bevölkerung auf Grundlage des Zensus, Stand {counted_on}" if counted_on else None,),
        ("Satzart", "Textkennzeichen", "Amtlicher Regionalschlüssel (ARS)", None, None, None, None,
         "Gemeindename", "Fläche km2 1)", "Bevölkerung 2)", None, "Postleitzahl 3)"),
        (None, None, "Land", "RB", "Kreis", "VB", "Gem", None, None, "insgesamt", "männlich", None),
        (),
    ]  # fmt: skip
    rows: list[Sequence[Any]] = []
    for each in entries:
        key = each.key
        if each.is_district:
            rows.append(("40", "44", key[:2], key[2], key[3:], None, None, each.name))
        else:
            code = _KIND_CODES[each.kind]
            rows.append(
                ("60", code, key[:2], key[2], key[3:5], f"0{key[5:]}", key[5:], each.name, 12.5,
                 float(each.population), float(each.population // 2), "34000")
            )  # fmt: skip
    rows.append(("60", "61", "09", "1", "62", "0000", "000", "München", 310.7, 1_500_000.0))
    foot = [(), ("1) Gebietsstand: 31.12.2022.",), ("© Statistisches Bundesamt, Wiesbaden 2023",)]
    return xlsx(
        {"Deckblatt": [("Gemeinden",)], "Onlineprodukt_Gemeinden30092023": [*head, *rows, *foot]}
    )


def addresses(rows: Iterable[Sequence[Any]]) -> bytes:
    """The Anschriftenverzeichnis: one line of headings below a title with its day."""
    head: list[Sequence[Any]] = [
        ("Anschriften der Gemeinde- und Stadtverwaltungen, Stand: 31.01.2026",),
        ("Regionalschlüssel", "AGS", "Gemeindename", "Bezeichnung der Verwaltung",
         "Straße und Hausnummer", "PLZ", "Ort", "E-Mail", "Telefon", "Internet"),
    ]  # fmt: skip
    return xlsx({"Anschriften": [*head, *rows], "Impressum": [("Mit Quellenangabe gestattet",)]})
