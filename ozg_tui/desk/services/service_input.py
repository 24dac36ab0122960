"""What is known of one service of a bundle: its name, its keys, how far it is for all of Hessen."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ozg_tui.codes.services import CentralState
from ozg_tui.desk.core.values import Input, Optional, OptionalDay, OptionalLine, refuse
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.services.leika import parse_leika_key


def _leika_key(value: Any) -> Any:
    try:
        return parse_leika_key(value) if isinstance(value, str) else value
    except InputError as error:
        raise refuse("leika_key", str(error)) from error


LeikaKey = Annotated[Annotated[str, BeforeValidator(_leika_key)] | None, Optional]


class ServiceInput(Input):
    """What a source may say about a service; bundle and number are what it is."""

    name: OptionalLine = Field(None, title="Leistung")
    leika_key: LeikaKey = Field(None, title="LeiKa-Schlüssel")
    ozg_id: OptionalLine = Field(None, title="OZG-ID")
    platform: OptionalLine = Field(None, title="Plattform")
    central_state: Annotated[CentralState | None, Optional] = Field(None, title="Zentraler Stand")
    central_since: OptionalDay = Field(None, title="Zentraler Stand seit")
