"""Answers about one IKZ application: the reasons, with the id that gives them again."""

from typing import Any, NamedTuple

from db.errors import StoreError
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, determine_case, examined
from ozg_tui.desk.ikz.engagements import number_of
from ozg_tui.rules.ikz.determination import Determination


class Answer(NamedTuple):
    """The reasons, and the id under which they can be given again.

    `unkept` says in German why the answer was not kept; it is empty when it was.
    """

    examination: Examination
    determination: str
    rule_set: str
    unkept: str = ""


def answer(desk: Desk, value: Any, application_id: int | None) -> Answer:
    """Explain an application as it stands in a form, and keep the answer if it is the stored one.

    An answer about typing that nobody saved is only shown. Raises `NotFoundError`.
    """
    made = _determination(desk, value, application_id)
    verdict = made.verdict
    edition = f", Prüfzeichen {verdict.edition}" if verdict.edition else ""
    found = Answer(
        examined(desk, value, application_id), made.id, f"{verdict.rule_set_name}{edition}"
    )
    if application_id is None:
        return found._replace(unkept="Der Antrag ist noch nicht gesichert.")
    stored = _determination(desk, APPLICATIONS.read(desk, application_id).value, application_id)
    if stored.id != made.id:
        return found._replace(unkept="Die Änderungen im Formular sind noch nicht gesichert.")
    try:
        determinations.keep(desk, made, application_id)
    except StoreError as error:
        # Whoever asks on the telephone needs the reasons, also while the store takes nothing.
        return found._replace(unkept=str(error))
    return found


def answer_about(desk: Desk, application_id: int) -> Answer:
    """Explain a stored application and keep the answer. Raises `NotFoundError`."""
    return answer(desk, APPLICATIONS.read(desk, application_id).value, application_id)


def keep_answer(desk: Desk, application_id: int) -> str:
    """Keep the judgement of a stored application; answers its id. Raises `NotFoundError`."""
    value = APPLICATIONS.read(desk, application_id).value
    made = _determination(desk, value, application_id)
    determinations.keep(desk, made, application_id)
    return made.id


def _determination(desk: Desk, value: Any, application_id: int | None) -> Determination:
    number = number_of(desk, application_id) if application_id is not None else None
    return determine_case(desk, case_of(value, territory(desk), desk.today(), number))
