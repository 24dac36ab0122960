"""What a register changes about Kommunen, written as by a save of each."""

from collections.abc import Iterable
from datetime import timedelta

from db.tables import Organisation, OrganisationPeriod
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.municipalities.names import Renamed
from ozg_tui.desk.exchange.understood import Understood
from ozg_tui.desk.register.municipalities import MUNICIPALITIES

_NOTE = "Nach einem Verzeichnis mit diesem Gebietsstand; der genaue Tag steht dort nicht."
_STAYS = ("key", "ars", "suffix", "district_key", "region", "source_code")


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write what is changed; a name that is new ends the period of the old one."""
    for row in rows:
        organisation = session.get_one(Organisation, row.record_id, with_for_update=True)
        with session.no_autoflush:
            MUNICIPALITIES.apply(session, organisation, row.content.value)
            if row.content.renamed is not None:
                _rename(organisation, row.content.renamed)
    session.flush()


def _rename(organisation: Organisation, new: Renamed) -> None:
    last = organisation.periods[-1]
    if new.since is None or (last.valid_from is not None and last.valid_from >= new.since):
        last.name, last.kind = new.name, new.kind
        return
    last.valid_to = new.since - timedelta(days=1)
    stays = {name: getattr(last, name) for name in _STAYS}
    organisation.periods.append(
        OrganisationPeriod(**stays, name=new.name, kind=new.kind, valid_from=new.since, note=_NOTE)
    )
