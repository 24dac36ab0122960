"""New rules are entered as a draft, looked at with their effects, and then brought into force."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import select

from db.errors import NotFoundError, RefusedError
from db.tables import Determination, RuleSet
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.prepare import prepare
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, judge_case
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.rule_activation import Turn, activate, preview
from ozg_tui.desk.overview.rule_notes import rule_notes, running_out
from ozg_tui.desk.rule_sets.drafts import IN_FORCE, RULE_SETS, lines
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.desk.rule_sets.input import RuleDraftInput
from ozg_tui.rules.ikz.judge import Result
from ozg_tui.rules.rule_set import IkzParameters, parameters_of
from tests.kit.applications import application
from tests.kit.clock import SetClock

LAST = date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 1)
CODE = "IKZ-2027"
ELSEWHERE = "Andere Plätze übernehmen das, wenn dort das Programm neu startet."


def typed(**more: str) -> dict[str, str]:
    """A form for the successor, as it is typed."""
    return {
        "code": CODE,
        "name": "IKZ 2027",
        "valid_from": "01.01.2027",
        "source": "Erlass vom 01.10.2026",
        "grant_per_municipality_cents": "30.000",
        "grant_cap_cents": "150.000",
        "minimum_partners": "3",
        "minimum_partners_with_reason": "2",
        "minimum_years": "5",
        "minimum_saving_percent": "12,5 %",
        "saving_basis": "personnel",
    } | more


def draft(desk: Desk, **more: str) -> int:
    checked = check(RuleDraftInput, typed(**more), {"today": desk.today()})
    assert checked.value is not None, checked.errors
    return RULE_SETS.save(desk, checked.value).id


def active(desk: Desk) -> dict[str, tuple[date, date | None]]:
    return {
        each.code: (each.valid_from, each.valid_to)
        for each in rule_sets(desk)
        if each.topic == "ikz" and each.state == "active"
    }


def test_a_new_draft_begins_with_the_figures_in_force(desk: Desk) -> None:
    texts = prepare(desk, RULE_SETS, None, {}).texts
    assert texts == {
        "valid_from": "01.01.2027",
        "grant_per_municipality_cents": "25.000,00 EUR",
        "grant_cap_cents": "100.000,00 EUR",
        "minimum_partners": "3",
        "minimum_partners_with_reason": "2",
        "minimum_years": "5",
        "minimum_saving_percent": "15 %",
        "saving_basis": "Personalkosten",
    }


def test_a_draft_is_entered_changed_and_shown(desk: Desk) -> None:
    number = draft(desk)
    stored = RULE_SETS.read(desk, number)
    assert stored.value.minimum_saving_percent == Decimal("12.5")
    assert (stored.value.partners_source, stored.value.note) == (None, None)
    other = stored.value.model_copy(update={"term_source": "§ 3", "minimum_years": 6})
    RULE_SETS.save(desk, other, stored)
    known = next(each for each in rule_sets(desk) if each.code == CODE)
    figures = parameters_of(known, IkzParameters)
    assert (known.state, known.default) == ("draft", True)
    assert (figures.minimum_years, figures.long_term_years) == (6, 10)
    assert (figures.term_source, figures.saving_source) == ("§ 3", "Erlass vom 01.10.2026")
    title, (head, told, sources) = RULE_SETS.view(desk, number)
    assert title == "IKZ 2027"
    assert ("Stand", "Entwurf") in head.rows
    assert ("Gültig bis", "auf Weiteres") in head.rows
    assert ("Einsparung", "12,5 %") in told.rows
    assert ("Vereinbarung", "öffentlich-rechtliche Vereinbarung") in told.rows
    assert ("Laufzeit", "§ 3") in sources.rows
    assert [(each.code, each.is_draft) for each in lines(desk)] == [
        ("IKZ-OZG-2021", False),
        ("Rahmenvereinbarung-2021", False),
        (CODE, True),
    ]


WRONG = (
    ("minimum_partners", "0", "ganze Zahl von 1 bis 99"),
    ("minimum_partners", "³", "ganze Zahl"),
    ("minimum_years", "9" * 5_000, "ganze Zahl"),
    ("minimum_years", " ", "Bitte ausfüllen."),
    ("minimum_saving_percent", "101", "Anteil bis 100"),
    ("minimum_saving_percent", "NaN", "Anteil bis 100"),
    ("minimum_saving_percent", "1e-9", "Anteil bis 100"),
    ("minimum_saving_percent", "", "Bitte ausfüllen."),
    ("minimum_partners_with_reason", "4", "dürfen es nicht mehr sein als ohne"),
    ("grant_cap_cents", "20.000", "unter dem Betrag für eine Kommune"),
    ("grant_per_municipality_cents", "0", "über 0"),
    ("valid_to", "31.12.2026", "vor dem Beginn"),
    ("saving_basis", "alles", "Personalkosten oder Personal- und Sachkosten"),
)


@pytest.mark.parametrize(("field", "text", "sentence"), WRONG)
def test_a_figure_that_cannot_be_meant_is_refused(field: str, text: str, sentence: str) -> None:
    checked = check(RuleDraftInput, typed(**{field: text}), {"today": date(2026, 6, 1)})
    assert checked.value is None
    assert sentence in checked.errors[field,]


def test_what_is_in_force_is_not_edited_and_a_code_is_given_once(desk: Desk) -> None:
    first = next(each.id for each in lines(desk) if not each.is_draft)
    stored = RULE_SETS.read(desk, first)
    with pytest.raises(RefusedError) as refused:
        RULE_SETS.save(desk, stored.value.model_copy(update={"minimum_years": 1}), stored)
    assert str(refused.value) == IN_FORCE
    with pytest.raises(RefusedError, match="»IKZ-OZG-2021« hat schon ein anderes"):
        draft(desk, code="IKZ-OZG-2021")
    with pytest.raises(RefusedError) as refused:
        preview(desk, first)
    assert str(refused.value) == IN_FORCE
    with pytest.raises(NotFoundError):
        preview(desk, 999)


def test_the_preview_shows_which_applications_flip(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2026, 6, 1))
    both = {"applied_on": None, "term_start": date(2027, 7, 1), "term_end": date(2032, 6, 30)}
    # 13 % are too little today and enough by the draft.
    waiting = APPLICATIONS.save(desk, application(desk, personnel_after_cents=17_400_000, **both))
    submitted = APPLICATIONS.save(desk, application(desk))
    same = APPLICATIONS.save(desk, ApplicationInput(title="Idee"))
    number = draft(desk, valid_from="01.07.2026", valid_to="31.12.2027")
    seen = preview(desk, number)
    assert (seen.on, seen.compared, seen.written_by) == (date(2026, 7, 1), 3, "probe")
    assert seen.ends == "»IKZ-OZG (Konzept 2021)« endet am 30.06.2026."
    assert submitted.id not in {each.application_id for each in seen.effects}
    assert same.id not in {each.application_id for each in seen.effects}
    (effect,) = seen.effects
    assert (effect.application_id, effect.number) == (waiting.id, "IKZ-0001")
    assert effect.turns == (Turn("Einsparung", "nicht erfüllt", "erfüllt"),)
    assert (effect.before, effect.after) == (
        "NEIN (4 erfüllt, 1 nicht erfüllt)",
        "FÖRDERFÄHIG",
    )
    assert (effect.cents_before, effect.cents_after) == (10_000_000, 12_000_000)
    # Looking at it changes nothing.
    assert active(desk)["IKZ-OZG-2021"] == (date(2020, 1, 1), LAST)


def test_after_the_activation_the_draft_judges(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2027, 2, 1))
    submitted = APPLICATIONS.save(desk, application(desk, station="submitted"))
    value = application(desk, applied_on=None, term_start=NEW_YEAR, term_end=date(2031, 12, 31))

    def result() -> Result:
        return judge_case(desk, case_of(value, territory(desk), desk.today())).result

    assert result() is Result.open
    number = draft(desk)
    assert result() is Result.open
    told = activate(desk, preview(desk, number))
    assert told == f"»IKZ 2027« gilt ab 01.01.2027. {ELSEWHERE}"
    assert result() is Result.eligible
    assert active(desk)[CODE] == (NEW_YEAR, None)
    assert active(desk)["IKZ-OZG-2021"] == (date(2020, 1, 1), LAST)
    with pytest.raises(RefusedError, match="in Kraft gesetzt"):
        activate(desk, preview(desk, number))
    with desk.store.reading() as session:
        kept = session.scalars(select(Determination)).one()
        assert kept.application_id == submitted.id
    again = determinations.find(desk, kept.id)
    assert again.reproduced
    assert again.determination.verdict.rule_set == "IKZ-OZG-2021"


def test_the_predecessor_ends_the_day_before_and_answers_stay_as_they_were(
    desk: Desk,
) -> None:
    APPLICATIONS.save(desk, application(desk, station="submitted"))
    number = draft(desk, valid_from="01.07.2021")
    told = activate(desk, preview(desk, number))
    assert told == (
        f"»IKZ 2027« gilt ab 01.07.2021. »IKZ-OZG (Konzept 2021)« endet am 30.06.2021. {ELSEWHERE}"
    )
    assert active(desk)["IKZ-OZG-2021"] == (date(2020, 1, 1), date(2021, 6, 30))
    assert active(desk)["Rahmenvereinbarung-2021"] == (date(2021, 12, 7), LAST)
    with desk.store.reading() as session:
        (kept,) = session.scalars(select(Determination.id))
    assert determinations.find(desk, kept).reproduced


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("02.01.2027", "", "Bitte den Beginn auf 01.01.2027 setzen."),
        ("01.01.2020", "", "gilt schon ab 01.01.2020; zwei Regelwerke"),
        ("01.01.2019", "30.12.2019", "Bitte das Ende auf 31.12.2019 setzen."),
        ("01.01.2019", "01.01.2020", "zwei Regelwerke"),
        ("01.01.2022", "31.12.2022", "danach gälte keine Regel"),
    ],
)
def test_a_gap_or_an_overlap_is_refused(desk: Desk, start: str, end: str, sentence: str) -> None:
    number = draft(desk, valid_from=start, valid_to=end)
    with pytest.raises(RefusedError) as refused:
        preview(desk, number)
    assert sentence in str(refused.value)
    # Before the first one there is room.
    stored = RULE_SETS.read(desk, number)
    fitting = {"valid_from": date(2019, 1, 1), "valid_to": date(2019, 12, 31)}
    RULE_SETS.save(desk, stored.value.model_copy(update=fitting), stored)
    activate(desk, preview(desk, number))
    assert active(desk)[CODE] == tuple(fitting.values())


def test_only_what_was_confirmed_comes_into_force(
    desk: Desk, colleague: Callable[[str], Desk], clock: SetClock
) -> None:
    clock.set(date(2026, 6, 1))
    number = draft(desk)
    seen = preview(desk, number)
    stored = RULE_SETS.read(desk, number)
    RULE_SETS.save(desk, stored.value.model_copy(update={"minimum_years": 6}), stored)
    with pytest.raises(RefusedError, match="noch einmal ansehen"):
        activate(desk, seen)
    seen = preview(desk, number)
    waiting = application(desk, applied_on=None, personnel_after_cents=17_400_000)
    APPLICATIONS.save(desk, waiting)
    with pytest.raises(RefusedError, match="noch einmal ansehen"):
        activate(desk, seen)
    assert CODE not in active(desk)
    second = draft(desk, code="Zweiter", valid_from="01.01.2027")
    people, previews = [], []
    for actor, wanted in (("beck", number), ("weber", second)):
        person = colleague(actor)
        people.append(person)
        previews.append(preview(person, wanted))
    start = Barrier(2)

    def bring(place: int) -> str:
        start.wait()
        try:
            return activate(people[place], previews[place])
        except RefusedError as error:
            return f"refused: {error}"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(bring, range(2)))
    assert sum(each.startswith("refused: ") for each in answers) == 1, answers
    with desk.store.reading() as session:
        running = session.scalars(
            select(RuleSet.code).where(RuleSet.valid_from == NEW_YEAR, RuleSet.state == "active")
        ).all()
    assert len(running) == 1


def test_a_draft_is_no_news_on_start(desk: Desk, clock: SetClock) -> None:
    clock.set(LAST + timedelta(days=1))
    draft(desk, valid_from="01.01.2027", valid_to="01.02.2027")
    told = [each.code for each in running_out(desk.read(rule_notes), desk.today())]
    assert told == ["IKZ-OZG-2021"]


@pytest.mark.parametrize(("days", "announced"), [(181, False), (180, True), (179, True), (0, True)])
def test_every_check_announces_the_end_of_the_rules(
    desk: Desk, days: int, announced: bool, clock: SetClock
) -> None:
    clock.set(LAST - timedelta(days=days))
    value = application(desk, applied_on=None, term_start=NEW_YEAR, term_end=date(2031, 12, 31))
    seen = APPLICATIONS.examine(desk, value, None)
    assert seen.verdict == "FÖRDERFÄHIG"
    hint = "Hinweis: »IKZ-OZG (Konzept 2021)« gilt nur noch bis 31.12.2026."
    assert (hint in seen.lines) is announced
    noted = {each.code for each in running_out(desk.read(rule_notes), desk.today())}
    assert ("IKZ-OZG-2021" in noted) is announced


@pytest.mark.parametrize("days", [1, 179, 180, 181])
def test_after_its_end_nothing_is_a_silent_yes(desk: Desk, days: int, clock: SetClock) -> None:
    clock.set(LAST + timedelta(days=days))
    value = application(desk, applied_on=None, term_start=NEW_YEAR, term_end=date(2031, 12, 31))
    seen = APPLICATIONS.examine(desk, value, None)
    assert seen.verdict == "OFFEN (5 offen)"
    assert any("Regelwerk abgelaufen: »IKZ-OZG (Konzept 2021)«" in each for each in seen.lines)
    for code in (None, "IKZ-OZG-2021", "Rahmenvereinbarung-2021"):
        verdict = judge_case(desk, case_of(value, territory(desk), desk.today()), code)
        assert verdict.result is Result.open
    assert running_out(desk.read(rule_notes), desk.today())
