"""Training rows whose reports are known: they add up to the figures of May 2021, and to grants."""

from datetime import date, timedelta

from sqlalchemy import select

from db.store import Store
from db.tables import Application, Booking, Organisation, OrganisationPeriod, Participant, Payment
from ozg_tui.codes.consulting import FundingSource
from seeds.load import load
from tests.kit.stores import upon

STICHTAG = date(2021, 5, 19)
"""The day of the slides that report 18 Landkreise and 180 Städte/Gemeinden."""

_OFFERED = date(2020, 10, 1)
_OF = {
    module: FundingSource.UMSETZUNGSVEREINBARUNG if module < 3 else FundingSource.STARKE_HEIMAT
    for module in (1, 2, 3, 4)
}
GRANTS = (
    ("Beispiel A", date(2021, 2, 1), 7_500_000, 7_500_000, ((date(2021, 3, 1), 7_500_000),)),
    ("Beispiel B", date(2021, 4, 30), 10_000_000, 15_000_001, ((date(2021, 5, 31), 1_234_567),)),
    ("Beispiel C", date(2019, 12, 31), 10_000_000, 10_000_000, ()),
)
"""Title, notice, Regelzuwendung, what was granted and when how much of it was paid, in cents."""


@upon(load)
def training(store: Store) -> None:
    """Bookings of 18 Landkreise and 180 towns and Gemeinden to 298 modules, and three grants.

    Beside them stands what does not count: cancellations, and who registers after the day.
    """
    with store.writing("uebung") as session:
        periods = session.scalars(
            select(OrganisationPeriod).order_by(OrganisationPeriod.key, OrganisationPeriod.id)
        ).all()
        there = [each for each in periods if _covers(each, STICHTAG)]
        districts = [each.organisation_id for each in there if each.kind == "landkreis"]
        towns = [each.organisation_id for each in there if each.kind != "landkreis"
                 and len(each.key) == 8]  # fmt: skip
        gone = {each.id for each in session.scalars(select(Organisation)) if each.successor_id}
        towns.sort(key=lambda number: number not in gone)
        some = [*districts[:18], *towns[:180]]
        for place, number in enumerate(some):
            session.add(_booking(number, 1 + place % 2, place))
        for place, number in enumerate(some[:100]):
            session.add(_booking(number, 3 + place % 2, place))
        for number in (districts[18], towns[180]):
            session.add(_booking(number, 1, 1, state="cancelled"))
        session.add(_booking(towns[181], 1, 0, booked_on=STICHTAG + timedelta(days=1)))
        for place, (title, notice, standard, granted, paid) in enumerate(GRANTS):
            session.add(_application(place, title, notice, standard, granted, paid, towns))


def _covers(period: OrganisationPeriod, day: date) -> bool:
    return (period.valid_from is None or period.valid_from <= day) and (
        period.valid_to is None or period.valid_to >= day
    )


def _booking(number: int, module: int, place: int, **values: object) -> Booking:
    day = _OFFERED + timedelta(days=place % 200)
    held = {"booked_on": day, "state": "registered"} | values
    return Booking(organisation_id=number, module=module, funding_source=_OF[module], **held)


def _application(
    place: int,
    title: str,
    notice: date,
    standard: int,
    granted: int,
    paid: tuple[tuple[date, int], ...],
    towns: list[int],
) -> Application:
    return Application(
        number=f"IKZ-90{place}",
        title=title,
        field_of_work=("IT-Fachkräfte", "Informationssicherheit")[place % 2],
        station="approved",
        notice_on=notice,
        standard_cents=standard,
        granted_cents=granted,
        deviation_reason="Vorbild" if granted != standard else None,
        deviation_by="uebung" if granted != standard else None,
        participants=[
            Participant(organisation_id=towns[200 + 10 * place + index], position=index + 1,
                        role="partner" if index else "lead")
            for index in range(3 + place)
        ],
        payments=[
            Payment(position=index + 1, paid_on=day, amount_cents=cents)
            for index, (day, cents) in enumerate(paid)
        ],
    )  # fmt: skip
