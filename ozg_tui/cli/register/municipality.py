"""Which Kommune somebody means who typed a key or a name."""

from db.errors import NotFoundError
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.search.lists import Scope, lines

_SHOWN = 5


def meant(desk: Desk, key_or_name: str) -> int:
    """The number of the Kommune. Raises `NotFoundError` that names what comes close."""
    try:
        return find_municipality(desk, key_or_name)
    except NotFoundError as error:
        # A colon begins no filter here.
        scope = Scope(Kind.MUNICIPALITY, Kind.MUNICIPALITY, key_or_name.replace(":", " "))
        close = lines(desk, scope, _SHOWN) if key_or_name.strip() else []
        if not close or any(line.detail in str(error) for line in close):
            raise
        several = "; ".join(f"{line.title} ({line.detail})" for line in close)
        raise NotFoundError(
            f"»{key_or_name}« ist keine Kommune. Gemeint sein können: {several}. "
            "Bitte den Schlüssel angeben."
        ) from None
