from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.tables import Application, Change, Participant
from ozg_tui.codes.ikz import AgreementForm, ObligationKind, ResolutionStatus, Station, Transfer
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, judge_case
from ozg_tui.desk.ikz.input import AMOUNTS, ApplicationInput
from ozg_tui.desk.ikz.rows import COSTS, ParticipantInput
from ozg_tui.desk.search.asking import find
from ozg_tui.rules.ikz.case import Case, Term
from ozg_tui.rules.ikz.judge import Result
from ozg_tui.text import clean, entered
from tests.kit import hostile
from tests.kit.applications import FOUR, application, participants, partly, told
from tests.kit.clock import SetClock


def test_an_application_in_order_is_eligible(desk: Desk) -> None:
    seen = APPLICATIONS.examine(desk, application(desk), None)
    assert seen.verdict == "FÖRDERFÄHIG"
    assert seen.figures == (
        "Regelzuwendung: 100.000,00 EUR für 4 Kommunen",
        "mit einer mehr: 100.000,00 EUR (+0,00 EUR), ein Beschluss mehr",
    )
    assert seen.lines == (
        "Gleiche Anteile der Regelzuwendung von 100.000,00 EUR: 4 × 25.000,00 EUR",
        "Einsparung: 15,00 % der Personalkosten (30.000,00 EUR von 200.000,00 EUR im Jahr)",
        "Hinweis: Noch nicht erfasst: Delegation oder Mandatierung; ob die Aufgaben benannt sind "
        "(§§ 24, 26 KGG).",
        "Regelwerk: IKZ-OZG (Konzept 2021), gültig 01.01.2020 bis 31.12.2026",
    )


def test_the_verdict_counts_what_is_missing(desk: Desk) -> None:
    names = participants(desk, *FOUR)
    names[1] |= {"resolution": "open", "session_on": None}
    value = application(desk, participants=names, personnel_after_cents=17_000_001)
    seen = APPLICATIONS.examine(desk, value, None)
    assert seen.verdict == "NEIN (3 erfüllt, 1 offen, 1 nicht erfüllt)"
    assert any("14,99 %" in line for line in seen.lines)
    assert "Hinweis: Die Gemeindevertretung von Kaufungen: Beschluss fehlt." in seen.lines
    unclear = application(desk, agreement_form="private_law")
    assert APPLICATIONS.examine(desk, unclear, None).verdict == "ZU KLÄREN (4 erfüllt, 1 zu klären)"


def test_shares_that_do_not_divide_add_up(desk: Desk) -> None:
    seven = [f"Ort {number}" for number in range(1, 8)]
    seen = APPLICATIONS.examine(desk, application(desk, *seven), None)
    assert seen.figures[0] == "Regelzuwendung: 100.000,00 EUR für 7 Kommunen"
    assert seen.lines[0] == (
        "Gleiche Anteile der Regelzuwendung von 100.000,00 EUR: "
        "3 × 14.285,72 EUR und 4 × 14.285,71 EUR"
    )


def test_a_granted_sum_is_shared_as_well(desk: Desk) -> None:
    names = [f"Ort {number}" for number in range(1, 18)]
    granted = {"granted_cents": 15_000_000, "deviation_reason": "Vorbild"}
    seen = APPLICATIONS.examine(desk, application(desk, *names, **granted), None)
    assert seen.lines[:2] == (
        "Gleiche Anteile der Regelzuwendung von 100.000,00 EUR: "
        "5 × 5.882,36 EUR und 12 × 5.882,35 EUR",
        "Gleiche Anteile der Bewilligung von 150.000,00 EUR: "
        "16 × 8.823,53 EUR und 1 × 8.823,52 EUR",
    )
    assert 16 * 882_353 + 882_352 == 15_000_000
    # The sum that the rules provide for is divided once.
    same = APPLICATIONS.examine(desk, application(desk, *names, granted_cents=10_000_000), None)
    assert sum("Gleiche Anteile" in line for line in same.lines) == 1


def test_more_than_the_standard_grant_asked_for_is_a_hint(desk: Desk) -> None:
    value = application(desk, requested_cents=15_000_000)
    seen = APPLICATIONS.examine(desk, value, None)
    assert any("braucht eine Begründung" in line for line in seen.lines)
    assert "Warum wird mehr" in seen.remarks["deviation_reason",]
    assert APPLICATIONS.save(desk, value).value.requested_cents == 15_000_000


def test_a_form_half_filled_is_examined_as_far_as_it_goes(desk: Desk) -> None:
    seen = APPLICATIONS.examine(desk, partly(), None)
    assert seen.verdict == "NEIN (4 offen, 1 nicht erfüllt)"
    assert len(seen.checks) == 5
    land = territory(desk)
    assert case_of(partly(), land, desk.today()) == Case(
        reference_date=desk.today(),
        agreement=case_of(partly(), land, desk.today()).agreement,
        term=Term(),
        costs=case_of(partly(), land, desk.today()).costs,
    )
    half = SimpleNamespace(**dict.fromkeys(ParticipantInput.model_fields))
    helsa = {"organisation_id": find_municipality(desk, "Helsa")}
    whole = SimpleNamespace(**(dict.fromkeys(ParticipantInput.model_fields) | helsa))
    case = case_of(partly(participants=(half, whole)), land, desk.today())
    assert [each.key for each in case.participants] == ["06633011"]
    assert case.participants[0].resolution.status is ResolutionStatus.OPEN


def test_a_start_without_an_end_is_open_until_it_is_said_to_be_open_ended(desk: Desk) -> None:
    def term_state(**more: object) -> str:
        value = application(desk, term_end=None, **more)
        checks = APPLICATIONS.examine(desk, value, None).checks
        return next(str(each.state) for each in checks if each.code == "term")

    assert term_state() == "open"
    assert term_state(term_open_ended=True) == "fulfilled"


def test_costs_are_passed_on_to_the_cent(desk: Desk) -> None:
    value = partly(personnel_before_cents=99_999_999_999_999, personnel_after_cents=1)
    costs = case_of(value, territory(desk), desk.today()).costs
    assert (str(costs.personnel_before), str(costs.personnel_after)) == ("999999999999.99", "0.01")
    APPLICATIONS.examine(desk, value, None)


def test_who_is_no_kommune_is_named_and_not_counted(desk: Desk) -> None:
    ministry = territory(desk).id_of("HMdI")
    names = [*participants(desk, *FOUR[:3]), {"organisation_id": ministry}]
    seen = APPLICATIONS.examine(desk, application(desk, participants=names), None)
    partners = seen.checks[0]
    assert partners.value == "3 Kommunen"
    said = (partners.distance, *partners.hints)
    assert "Innenministerium (Ministerium) ist keine Kommune." in said


def test_hanau_may_change_key_and_kind_on_the_way(desk: Desk) -> None:
    value = application(desk, "Hanau", *FOUR[:2])
    land = territory(desk)
    before = case_of(
        value.model_copy(update={"applied_on": date(2025, 12, 31)}), land, desk.today()
    )
    after = case_of(value.model_copy(update={"applied_on": date(2026, 1, 1)}), land, desk.today())
    assert (before.participants[0].key, after.participants[0].key) == ("06435014", "06415000")
    verdicts = [judge_case(desk, case) for case in (before, after)]
    assert [each.result for each in verdicts] == [Result.eligible, Result.eligible]
    assert verdicts[0].grant.standard_cents == verdicts[1].grant.standard_cents == 7_500_000
    stored = APPLICATIONS.save(desk, value)
    assert "Stadtverordnetenversammlung" in told(desk, stored)["Hanau"]


def test_form_detail_and_command_line_say_the_same(desk: Desk) -> None:
    value = application(desk, personnel_after_cents=18_000_000)
    seen = APPLICATIONS.examine(desk, value, None)
    verdict = judge_case(desk, case_of(value, territory(desk), desk.today()))
    assert seen.checks == verdict.checks
    detail = told(desk, APPLICATIONS.save(desk, value))
    assert detail["Ergebnis"] == seen.verdict
    other = judge_case(
        desk, case_of(value, territory(desk), desk.today()), "Rahmenvereinbarung-2021"
    )
    assert other.rule_set == "Rahmenvereinbarung-2021"


def test_the_same_field_of_work_twice_is_a_hint(desk: Desk) -> None:
    first = APPLICATIONS.save(desk, application(desk, field_of_work="IT-Fachkräfte"))
    value = application(desk, "Ahnatal", "Ort 1", "Ort 2", field_of_work="it-fachkraefte")
    hint = "Hinweis: Ahnatal ist mit demselben Aufgabenfeld auch an IKZ-0001 beteiligt."
    assert any(line.startswith(hint) for line in APPLICATIONS.examine(desk, value, None).lines)
    assert not any(hint in line for line in APPLICATIONS.examine(desk, first.value, first.id).lines)
    assert any(
        "ab 01.01.2022 bis 31.12.2026 (mit diesem Antrag)" in line
        for line in APPLICATIONS.examine(desk, value, None).lines
    )
    second = APPLICATIONS.save(desk, value)
    both = APPLICATIONS.examine(desk, first.value, first.id).lines
    assert any("auch an IKZ-0002 beteiligt" in line and "IKZ-0001" in line for line in both)
    later = value.model_copy(
        update={"term_start": date(2027, 1, 1), "term_end": date(2031, 12, 31)}
    )
    assert not any(hint in line for line in APPLICATIONS.examine(desk, later, second.id).lines)
    over = first.value.model_copy(update={"station": Station.WITHDRAWN})
    APPLICATIONS.save(desk, over, first)
    assert not any(hint in line for line in APPLICATIONS.examine(desk, value, second.id).lines)


@pytest.mark.parametrize("number", [13, 25])
def test_a_large_application_comes_back_as_it_was(desk: Desk, number: int) -> None:
    names = [f"Ort {each}" for each in range(number, 0, -1)]
    value = application(
        desk, *names, two_partner_reason="a\nb", note="x", agreement_reference="1/2"
    )
    stored = APPLICATIONS.save(desk, value)
    assert stored.value == value
    assert APPLICATIONS.read(desk, stored.id) == stored
    fewer = value.model_copy(update={"participants": value.participants[::-2]})
    again = APPLICATIONS.save(desk, fewer, stored)
    assert again.value == fewer
    assert APPLICATIONS.read(desk, stored.id) == again
    with desk.store.reading() as session:
        assert len(session.scalars(select(Participant)).all()) == len(fewer.participants)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_application_comes_back_as_it_was(desk: Desk, data: st.DataObject) -> None:
    days = st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1))
    lines = st.none() | st.text(max_size=40).filter(hostile.is_kept)
    amounts = st.none() | st.integers(0, 10**14 - 1)
    one = st.fixed_dictionaries(
        {
            "organisation_id": st.sampled_from(sorted(territory(desk).by_id)),
            "role": st.just("partner"),
            "resolution": st.sampled_from(ResolutionStatus),
            "session_on": st.none() | st.dates(date(1990, 1, 1), date(2021, 6, 1)),
            "printed_matter": lines,
            "copy_at_hand": st.booleans(),
            "signed_on": days,
            "left_on": days,
            "costs_notional": st.booleans(),
            **dict.fromkeys(COSTS, amounts),
        }
    )
    start, end = sorted(data.draw(st.tuples(*[st.dates(date(1990, 1, 1), date(2050, 1, 1))] * 2)))
    value = ApplicationInput.model_validate(
        data.draw(
            st.fixed_dictionaries(
                {
                    "title": st.just("Titel"),
                    "field_of_work": lines,
                    "station": st.sampled_from(Station),
                    "station_since": st.dates(date(1990, 1, 1), desk.today()),
                    "applied_on": days,
                    "participants": st.lists(
                        one, max_size=5, unique_by=lambda each: each["organisation_id"]
                    ),
                    "two_partner_reason": lines,
                    "agreement_form": st.none() | st.sampled_from(AgreementForm),
                    "agreement_signed_on": days,
                    "agreement_signed_by_all": st.none() | st.booleans(),
                    "agreement_reference": lines,
                    "term_start": st.just(start) | st.none(),
                    "term_end": st.just(end) | st.none(),
                    **dict.fromkeys(AMOUNTS, amounts),
                    "agreement_transfer": st.none() | st.sampled_from(Transfer),
                    "agreement_tasks_named": st.none() | st.booleans(),
                    "agreement_published_on": days,
                    "terminable_on": days,
                    "notional_reason": lines,
                    "notice_on": days,
                    "deviation_reason": st.just("laut Bescheid"),
                    "payments": st.lists(
                        st.fixed_dictionaries(
                            {
                                "paid_on": st.dates(date(1990, 1, 1), date(2050, 1, 1)),
                                "amount_cents": st.integers(1, 10**14 - 1),
                                "note": lines,
                            }
                        ),
                        max_size=3,
                    ),
                    "obligations": st.lists(
                        st.fixed_dictionaries(
                            {
                                "kind": st.sampled_from(ObligationKind),
                                "what": lines,
                                "due_on": days,
                                "done_on": days,
                            }
                        ),
                        max_size=3,
                    ),
                    "note": lines,
                }
            )
        )
    )
    stored = APPLICATIONS.save(desk, value)
    assert APPLICATIONS.read(desk, stored.id).value == stored.value == value
    assert APPLICATIONS.examine(desk, value, stored.id).verdict
    APPLICATIONS.view(desk, stored.id)


def test_numbers_follow_each_other_also_when_many_save(
    desk: Desk, colleague: Callable[[str], Desk]
) -> None:
    with desk.store.writing("probe") as session:
        session.add_all(
            Application(number=number, title="x") for number in ("IKZ-0007", "IKZ-alt", "2020/9")
        )
    people = [colleague(f"person-{number}") for number in range(8)]
    start = Barrier(len(people))

    def enter(person: Desk) -> list[str]:
        start.wait()
        return [APPLICATIONS.save(person, ApplicationInput(title="Team")).title for _ in range(5)]

    with ThreadPoolExecutor(len(people)) as pool:
        titles = [title for found in pool.map(enter, people) for title in found]
    assert sorted(titles) == [f"IKZ-{number:04d} Team" for number in range(8, 48)]


def test_the_station_is_dated_when_it_changes(desk: Desk, clock: SetClock) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    assert told(desk, stored)["Stand"] == "Idee seit 01.06.2021"
    clock.set(date(2021, 7, 1))
    stored = APPLICATIONS.save(desk, application(desk, note="x"), stored)
    assert told(desk, stored)["Stand"] == "Idee seit 01.06.2021"
    stored = APPLICATIONS.save(desk, application(desk, station="consulting"), stored)
    assert told(desk, stored)["Stand"] == "Beratung seit 01.07.2021"
    assert told(desk, stored)["01.07.2021"] == "Idee → Beratung, probe"
    assert stored.title == "IKZ-0001 OZG-Team Kassel"
    assert [hit.record_id for hit in find(desk, "ikz-0001").hits] == [stored.id]


def test_participants_that_change_places_stay_the_same_rows(desk: Desk) -> None:
    def rows() -> list[tuple[int, str, date | None]]:
        with desk.store.reading() as session:
            found = session.scalars(select(Participant).order_by(Participant.position)).all()
            return [(each.id, each.role, each.joined_on) for each in found]

    names = participants(desk, *FOUR)
    names[1] |= {"joined_on": date(2021, 2, 3)}
    stored = APPLICATIONS.save(desk, application(desk, participants=names))
    before = rows()
    APPLICATIONS.save(
        desk,
        stored.value.model_copy(update={"participants": stored.value.participants[::-1]}),
        stored,
    )
    assert rows() == before[::-1]


def test_a_change_of_a_resolution_is_history_and_counts(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk))
    names = participants(desk, *FOUR)
    names[3] |= {"copy_at_hand": True, "printed_matter": "VL-77"}
    later = APPLICATIONS.save(desk, application(desk, participants=names), stored)
    assert later.version == 2
    with desk.store.reading() as session:
        last = session.scalars(
            select(Change).where(Change.table_name == "resolution").order_by(Change.id.desc())
        ).first()
    assert (last.action, last.after) == (
        "update",
        {"copy_at_hand": True, "printed_matter": "VL-77"},
    )
    assert told(desk, later)["Ahnatal"] == (
        "Gemeindevertretung, gefasst am 01.03.2021, Drs. VL-77, Kopie liegt vor"
    )
    assert told(desk, later)["Niestetal"].startswith("federführend, Gemeindevertretung")


def test_hostile_text_is_kept_as_clean_text(desk: Desk) -> None:
    texts = hostile.KEPT
    for at in range(0, len(texts), 7):
        # All fields of one line are of one type: each text stands in one of them.
        lines = [text[:150] for text in texts[at : at + 7]]
        title, field, reference, *matters = lines + [""] * (7 - len(lines))
        note = "\n".join(text[:1_200] for text in texts[at : at + 7])
        rows = participants(desk, *FOUR)
        for row, matter in zip(rows, matters, strict=True):
            row["printed_matter"] = matter
        value = application(
            desk,
            title=f"T {title}",
            participants=rows,
            field_of_work=field,
            agreement_reference=reference,
            two_partner_reason=note,
            note=note,
        )
        stored = APPLICATIONS.save(desk, value)
        assert APPLICATIONS.read(desk, stored.id).value == value
        kept = [value.field_of_work, value.agreement_reference]
        kept += [row.printed_matter for row in value.participants]
        assert value.title == " ".join(entered(f"T {title}").split())
        assert [each or "" for each in kept] == [
            " ".join(entered(line).split()) for line in (field, reference, *matters)
        ]
        assert (value.note or "") == entered(note, multiline=True).strip()
        shown, sections = APPLICATIONS.view(desk, stored.id)
        assert clean(shown) == shown
        for section in sections:
            assert all(clean(part, multiline=True) == part for row in section.rows for part in row)
