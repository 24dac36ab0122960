"""The Dienstweg of an IKZ application: which authorities it passes, in which order."""

from collections.abc import Mapping, Sequence
from datetime import date

from ozg_tui.codes.ikz import ParticipantRole, Station
from ozg_tui.rules.territory import Authority, Place, authority, supervision
from ozg_tui.rules.values import Value

ROUTE_SOURCE = "§ 136 HGO, § 54 HKO; Antrag auf IKZ-Förderung, ikz-hessen.de"

SEVERAL_AUTHORITIES = (
    "Angenommen ist der Weg der federführenden Kommune, weil sie den Antrag für alle stellt. "
    "Nach § 136 HGO kann bei mehreren Kreisen die gemeinsame nächsthöhere Behörde zuständig sein: "
    "Bitte beim Regierungspräsidium nachfragen."
)

_STATIONS: Mapping[Authority, tuple[Station, ...]] = {
    Authority.district: (Station.DISTRICT, Station.REGIONAL_COUNCIL, Station.MINISTRY),
    Authority.regional_council: (Station.REGIONAL_COUNCIL, Station.MINISTRY),
    Authority.ministry: (Station.MINISTRY,),
}


class Traveller(Value):
    """A municipality of the application; `district` is the name of its Landkreis, if any."""

    name: str
    place: Place
    role: ParticipantRole = ParticipantRole.PARTNER
    district: str = ""


class Route(Value):
    """The stations an application passes after it was submitted, up to the ministry.

    `stations` is empty when the way is not known; `problem` then says why, in German. `authority`
    names the Kommunalaufsicht of `lead`.
    """

    stations: tuple[Station, ...] = ()
    lead: str = ""
    authority: str = ""
    problem: str = ""
    hints: tuple[str, ...] = ()
    source: str = ROUTE_SOURCE


def route(travellers: Sequence[Traveller], on: date) -> Route:
    """Give the Dienstweg on a day: it begins at the Kommunalaufsicht of the leading municipality.

    A town or Gemeinde under the Landrat goes to the Landkreis, the Regierungspräsidium and the
    ministry; Landkreise, kreisfreie and Sonderstatus towns go to the Regierungspräsidium and the
    ministry; Frankfurt and Wiesbaden go to the ministry. That the lead decides where partners
    stand under different authorities is an assumption, and a hint says so.
    Source: `ROUTE_SOURCE`.
    """
    leading = [each for each in travellers if each.role is ParticipantRole.LEAD]
    if len(leading) != 1:
        return Route(problem=_why_no_lead(leading))
    lead = leading[0]
    competent = authority(lead.place, on)
    if competent is None:
        return Route(
            lead=lead.name,
            problem=(
                f"{lead.name} ist keine Kommune, der Dienstweg ist deshalb nicht bekannt. "
                "Bitte eine Kommune als federführend angeben."
            ),
        )
    return Route(
        stations=_STATIONS[competent],
        lead=lead.name,
        authority=supervision(lead.place, on, lead.district),
        hints=_other_authorities(travellers, lead, on),
    )


def _why_no_lead(leading: Sequence[Traveller]) -> str:
    if leading:
        names = ", ".join(each.name for each in leading)
        return (
            f"Mehr als eine Kommune ist als federführend angegeben ({names}). "
            "Aus der federführenden folgt der Dienstweg: Bitte nur eine angeben."
        )
    return (
        "Keine Kommune ist als federführend angegeben. "
        "Aus ihr folgt der Dienstweg: Bitte eine angeben."
    )


def _other_authorities(
    travellers: Sequence[Traveller], lead: Traveller, on: date
) -> tuple[str, ...]:
    """Name the partners whose Kommunalaufsicht is another than that of the lead."""
    elsewhere: dict[str, list[str]] = {}
    for each in travellers:
        name = supervision(each.place, on, each.district)
        if name and name != supervision(lead.place, on, lead.district):
            elsewhere.setdefault(name, []).append(each.name)
    if not elsewhere:
        return ()
    named = "; ".join(f"{by} für {', '.join(names)}" for by, names in elsewhere.items())
    return (f"Eine andere Aufsicht als {lead.name} gibt es hier: {named}. {SEVERAL_AUTHORITIES}",)
