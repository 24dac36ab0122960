"""Form, save, command line and import say the same about the same application."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.connection import open_engine
from ozg_tui.cli import main
from ozg_tui.codes.ikz import AgreementForm, ParticipantRole, ResolutionStatus, Transfer
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, determine_case, judge_case
from ozg_tui.desk.ikz.file import ApplicationFile, case_of_file, import_file, value_of_file
from ozg_tui.desk.ikz.input import AMOUNTS, ApplicationInput
from ozg_tui.desk.ikz.rows import COSTS, ParticipantInput
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.judge import judge
from ozg_tui.rules.money import to_cents
from tests.kit.clock import SetClock
from tests.kit.desks import small_hessen
from tests.kit.stores import Stores
from tests.kit.tries import times

KEYS = [f"066390{number:02d}" for number in range(1, 26)]
GOOD: dict[str, Any] = {
    "title": "OZG-Team",
    "reference_date": "2021-06-01",
    "agreement": {
        "form": "public_law_agreement",
        "signed_on": "2021-05-01",
        "signed_by_all": True,
        "transfer": "mandate",
        "notified_on": "2021-05-02",
        "tasks_named": True,
    },
    "term": {"start": "2021-01-01", "end": "2025-12-31"},
    "costs": {"personnel_before": "200000.00", "personnel_after": "170000.00"},
}


def application(partners: int = 4, **changes: Any) -> dict[str, Any]:
    """A file that is in order, but for what the test says: `term__end="2025-12-30"`."""
    data = copy.deepcopy(GOOD)
    data["participants"] = [
        {
            "key": key,
            "role": "partner" if number else "lead",
            "resolution": {"status": "passed", "date": "2021-04-01"},
        }
        for number, key in enumerate(KEYS[:partners])
    ]
    for name, value in changes.items():
        outer, _, inner = name.partition("__")
        if inner.isdecimal():
            data[outer][int(inner)] |= value
        elif inner:
            data[outer][inner] = value
        else:
            data[outer] = value
    return data


def own(before: str, after: str) -> dict[str, Any]:
    return {"costs": {"personnel_before": before, "personnel_after": after}}


BOUNDARIES: list[tuple[dict[str, Any], str, str, str]] = [
    (application(), "eligible", "saving", ""),
    (application(costs__personnel_after="170000.01"), "not_eligible", "saving", "0,01 EUR"),
    (application(costs__personnel_after="169999.99"), "eligible", "saving", ""),
    (application(costs__personnel_before="0"), "open", "saving", ""),
    (application(costs__personnel_after="0"), "eligible", "saving", ""),
    (application(costs__personnel_after="240000"), "not_eligible", "saving", "70.000,00 EUR"),
    (
        application(
            costs__personnel_after="180000",
            costs__material_before="100000",
            costs__material_after="60000",
        ),
        "clarify",
        "saving",
        "10.000,00 EUR",
    ),
    (application(costs__notional=True), "open", "saving", "Begründung"),
    (
        application(
            2,
            two_partner_reason="Nachbarn gebunden",
            participants__0=own("100000", "85000"),
            participants__1=own("100000", "85000"),
        ),
        "eligible",
        "saving",
        "",
    ),
    (application(term__end="2025-12-30"), "not_eligible", "term", "es fehlt 1 Tag"),
    (application(term={"start": "2021-03-15", "end": "2026-03-14"}), "eligible", "term", ""),
    (application(term={"start": "2021-03-01", "end": "2026-02-28"}), "eligible", "term", ""),
    (application(term={"start": "2024-02-29", "end": "2029-02-28"}), "eligible", "term", ""),
    (application(term={"start": "2024-02-29", "end": "2029-02-27"}), "not_eligible", "term", "1"),
    (application(term={"start": "2021-01-01", "end": None}), "eligible", "term", ""),
    (application(term={"end": "2026-04-30"}), "eligible", "term", ""),
    (application(term={"end": "2026-04-29"}), "not_eligible", "term", "es fehlt 1 Tag"),
    (
        application(term={"start": "2021-01-01", "end": None}, agreement__termination_clause=False),
        "not_eligible",
        "term",
        "Kündigungsregelung",
    ),
    (application(0), "not_eligible", "partners", "3 Kommunen"),
    (application(1), "not_eligible", "partners", "2 Kommunen"),
    (application(2), "not_eligible", "partners", "Begründung"),
    (application(3), "eligible", "partners", ""),
    (application(17), "eligible", "partners", ""),
    (
        application(participants__1={"resolution": {"status": "open"}}),
        "open",
        "resolutions",
        "es fehlt 1 Beschluss",
    ),
    (
        application(participants__1={"resolution": {"status": "revoked", "date": "2021-04-01"}}),
        "not_eligible",
        "resolutions",
        "1 Beschluss",
    ),
    (application(agreement__form="private_law"), "clarify", "agreement", "erwartet"),
    (application(agreement__notified_on=None), "open", "agreement", "Anzeige"),
    (application(reference_date="2027-01-01"), "open", "term", ""),
]


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    """A desk on a file, so that the command line can be at the same store."""
    with stores.copy("sqlite", small_hessen) as url:
        opened = Desk(open_engine(url), "probe", SetClock())
        yield opened
        opened.close()


Answers = Callable[..., Any]


@pytest.fixture
def command(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Answers:
    """What a command answers about a file: exit code, JSON, error."""
    file = tmp_path / "antrag.json"

    def ask(name: str, data: Any, *more: str) -> tuple[int, Any, str]:
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        capsys.readouterr()
        given = () if data is None else ("--datei", str(file))
        options = ("--db", str(desk.engine.url.database), "--json")
        code = main((*options, "ikz", name, *given, *more), desk.clock)
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return ask


def seen(checks: Any) -> list[tuple[str, ...]]:
    return [
        tuple(str(each[name]) for name in ("code", "state", "value", "distance", "question"))
        for each in checks
    ]


def test_all_doors_agree_at_every_boundary(desk: Desk, command: Answers) -> None:
    for data, result, code, distance in BOUNDARIES:
        file = ApplicationFile.model_validate_json(json.dumps(data))
        answer = determine_case(desk, case_of_file(file, desk))
        by = {each.code: each for each in answer.verdict.checks}
        assert answer.verdict.result == result, data
        assert distance in by[code].distance, data
        assert bool(by[code].distance) is bool(distance), data

        value = value_of_file(desk, file)
        form = APPLICATIONS.examine(desk, value, None)
        assert form.checks == answer.verdict.checks
        assert determine_case(desk, case_of(value, territory(desk), desk.today())) == answer

        saved = APPLICATIONS.save(desk, value)
        detail = APPLICATIONS.examine(desk, APPLICATIONS.read(desk, saved.id).value, saved.id)
        assert detail.checks == answer.verdict.checks
        assert detail.verdict == form.verdict

        exit_code, printed, _ = command("pruefen", data)
        assert exit_code == (0 if result == "eligible" else 4)
        expected = seen(each.model_dump() for each in answer.verdict.checks)
        assert seen(printed["checks"]) == expected
        assert printed["determination"] == answer.id

        exit_code, imported, _ = command("import", data)
        assert (exit_code, imported["created"]) == (0, False)
        assert imported["id"] == saved.id
        assert seen(imported["checks"]) == expected
    exit_code, stored, _ = command("pruefen", None, "--antrag", "ikz-0002")
    assert (exit_code, stored["result"]) == (4, "not_eligible")
    _, expired, _ = command("pruefen", None, "--antrag", "IKZ-0001", "--stichtag", "01.01.2027")
    assert expired["result"] == "open"
    assert "Regelwerk abgelaufen" in expired["hints"][0]


def test_who_is_named_twice_counts_once_while_one_types(desk: Desk, command: Answers) -> None:
    data = application(2, participants__1={"key": KEYS[0]})
    data["participants"].append(data["participants"][0] | {"key": "06999999"})
    _, answer, _ = command("pruefen", data)
    assert [each["value"] for each in answer["checks"][:2]] == ["1 Kommune", "1 von 1 gefasst"]
    row = ParticipantInput.model_construct(
        organisation_id=territory(desk).ids[KEYS[0]], resolution=ResolutionStatus.OPEN
    )
    typed = ApplicationInput.model_construct(title="Z", participants=(row, row))
    checks = APPLICATIONS.examine(desk, typed, None).checks
    assert [each.value for each in checks[:2]] == ["1 Kommune", "0 von 1 gefasst"]


def test_a_file_is_recorded_once_with_all_it_says(desk: Desk, command: Answers) -> None:
    data = application(
        granted="150000.00",
        deviation_reason="Vorbild",
        notice={"date": "2021-05-30", "reference": "IV 7"},
        payments=[{"date": "2021-05-31", "amount": "75000.00", "note": "erste Rate"}],
        obligations=[{"kind": "proof", "due": "2026-01-31"}],
        note="aus der Akte",
        station="approved",
        station_since="2021-05-30",
    )
    data["participants"][0]["resolution"]["printed_matter"] = "VL-77"
    code, first, _ = command("import", data)
    assert (code, first["number"], first["created"]) == (0, "IKZ-0001", True)
    code, second, _ = command("import", data)
    assert (code, second["number"], second["created"]) == (0, "IKZ-0001", False)
    # Without the day it is the same application, recorded as it stands.
    code, third, _ = command("import", data | {"station_since": None})
    assert (code, third["number"], third["created"]) == (0, "IKZ-0001", False)
    value = APPLICATIONS.read(desk, first["id"]).value
    assert value.station_since == date(2021, 5, 30)
    assert (value.granted_cents, value.notice_reference) == (15_000_000, "IV 7")
    assert value.participants[0].printed_matter == "VL-77"
    assert (value.payments[0].amount_cents, value.obligations[0].due_on) == (
        7_500_000,
        date(2026, 1, 31),
    )
    code, kept, _ = command("kennung", None, first["determination"])
    assert (code, kept["number"], kept["reproduced"]) == (0, "IKZ-0001", True)
    assert kept["checks"] == first["checks"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    (application(title=None), "title: Bitte ausfüllen."),
    (application(participants__2={"key": "06999999"}), "participants[3].key: Unter dem Schlüssel"),
    (application(participants__2={"key": KEYS[0]}), "participants[3].key: Diese Kommune ist schon"),
    (application(participants__2={"role": "lead"}), "participants[3].role: Federführend ist schon"),
    (
        application(term={"start": "2022-01-01", "end": "2021-12-31"}),
        "term.end: Das Ende liegt vor",
    ),
    (application(number="IKZ-0001"), "number: Die Nummer vergibt das Programm."),
    (
        application(participants__1={"joined_on": "2022-01-02", "left_on": "2022-01-01"}),
        "participants[2].left_on: Der Austritt liegt vor dem Beitritt.",
    ),
    (
        application(payments=[{"date": "2021-05-31", "amount": "0"}]),
        "payments[1].amount: Bitte einen Betrag über null",
    ),
    (
        application(station="approved", station_since="2199-01-01"),
        "station_since: Der 01.01.2199 liegt in der Zukunft.",
    ),
    (application(requested="9999999999999.00"), "requested: Der Betrag ist zu groß."),
]
BOTH_REFUSE: list[tuple[Any, str]] = [
    (
        application(costs__personnel_before="-1"),
        "costs.personnel_before: Der Wert darf nicht unter",
    ),
    (
        application(participants__1=own("-0.01", "1")),
        "participants[2].costs.personnel_before: Der Wert",
    ),
    (
        application(participants__1={"resolution": {"status": "passed", "date": "2999-01-01"}}),
        "participants[2].resolution.date: ",
    ),
    (
        application(participants__1={"resolution": {"status": "passed", "date": "2199-01-01"}}),
        "participants[2].resolution.date: Der 01.01.2199 liegt in der Zukunft.",
    ),
    (application() | {"beantragt": 1}, "beantragt: Dieses Feld gibt es nicht."),
    ("[" + "1," * 5_000_000 + "1]", "größer als 2 MB"),
]


@pytest.mark.parametrize(("data", "part"), REFUSED, ids=[part[:30] for _, part in REFUSED])
def test_what_cannot_be_recorded_is_said_at_the_field(
    desk: Desk, command: Answers, data: dict[str, Any], part: str
) -> None:
    code, out, err = command("import", data)
    assert (code, out) == (2, None)
    assert part in err
    assert err.count("\n") == 1
    with pytest.raises(InputError):
        import_file(desk, ApplicationFile.model_validate_json(json.dumps(data)))


ONLY_IN_THE_END: list[tuple[dict[str, Any], int, str]] = [
    (
        application(granted="150000", deviation_reason="Vorbild", deviation_confirmed=True),
        4,
        "Eine zweite Person muss die Abweichung bestätigen",
    ),
    (application(granted="150000"), 4, "Bitte den Grund der Abweichung eintragen."),
    (application(title="x" * 5_000), 2, "title: Bitte höchstens 200 Zeichen"),
    (application(note="x" * 10_001), 2, "note: Bitte höchstens 10000 Zeichen"),
]


@pytest.mark.parametrize(
    ("data", "expected", "part"),
    [*ONLY_IN_THE_END, *((data, 2, part) for data, part in REFUSED[1:])],
)
def test_the_dry_run_says_what_the_import_refuses(
    command: Answers, data: dict[str, Any], expected: int, part: str
) -> None:
    code, _, said = command("import", data)
    assert code == expected
    assert part in said
    code, answer, dry = command("pruefen", data)
    assert code == (expected if answer["result"] == "eligible" else 4)
    assert dry == f"`ikz import` würde diese Datei ablehnen. {said}"
    assert answer["import_refused"] == said.strip()


def test_a_file_without_a_title_is_only_judged(command: Answers) -> None:
    code, answer, said = command("pruefen", application(title=None))
    assert (code, said) == (0, "")
    assert answer["import_refused"] == "Der Antrag passt nicht: title: Bitte ausfüllen."
    code, recorded, said = command("import", application())
    assert (code, recorded["created"]) == (0, True)
    code, answer, said = command("pruefen", application())
    assert (code, answer["import_refused"], said) == (0, None, "")


@pytest.mark.parametrize("name", ["pruefen", "import"])
@pytest.mark.parametrize(("data", "part"), BOTH_REFUSE, ids=[part[:30] for _, part in BOTH_REFUSE])
def test_what_cannot_be_read_is_said_at_the_field(
    command: Answers, name: str, data: Any, part: str
) -> None:
    code, out, err = command(name, data)
    assert (code, out) == (2, None)
    assert part in err
    assert err.count("\n") == 1


MANY = times(2_000)
SAMPLE = times(30)


def random_application(chance: random.Random, organisations: list[int]) -> ApplicationInput:
    """Anything a form can hold, near the boundaries."""

    def some(*values: Any) -> Any:
        return chance.choice((None, *values))

    def day(year: int) -> Any:
        return some(date(year, 1, 1) + timedelta(days=chance.choice((-1, 0, 1, 364, 365))))

    def amounts(names: tuple[str, ...]) -> dict[str, Any]:
        return {name: some(0, 1, 16_999_999, 17_000_000, 20_000_000) for name in names}

    start = day(2021)
    end = some(*(each for each in (day(2026), day(2031)) if each and (not start or each > start)))
    return ApplicationInput.model_construct(
        title="Z",
        field_of_work=some("IT"),
        applied_on=some(date(2021, 6, 1), date(2026, 12, 31), date(2027, 1, 1)),
        two_partner_reason=some("x"),
        participants=tuple(
            ParticipantInput.model_construct(
                organisation_id=each,
                role=ParticipantRole.PARTNER,
                resolution=chance.choice(list(ResolutionStatus)),
                session_on=day(2020),
                costs_notional=chance.random() < 0.1,
                signed_on=day(2021),
                left_on=day(2024),
                joined_on=None,
                **amounts(COSTS),
            )
            for each in chance.sample(organisations, chance.randrange(6))
        ),
        agreement_form=some(*AgreementForm),
        agreement_transfer=some(*Transfer),
        agreement_signed_on=day(2021),
        agreement_signed_by_all=some(True, False),
        agreement_tasks_named=some(True, False),
        agreement_approved_on=day(2021),
        agreement_notified_on=day(2021),
        agreement_published_on=day(2021),
        termination_clause=some(True, False),
        terminable_on=day(2026),
        term_start=start,
        term_end=end,
        term_open_ended=end is None and chance.random() < 0.5,
        costs_notional=chance.random() < 0.1,
        notional_reason=some("x"),
        deviation_reason="x",
        **amounts(AMOUNTS),
    )


def as_file(desk: Desk, value: ApplicationInput) -> dict[str, Any]:
    """The same application as somebody would write it into a file."""
    land, on = territory(desk), value.applied_on or desk.today()
    costs = [name.removesuffix("_cents") for name in COSTS]

    def figures(held: Any) -> dict[str, Any]:
        cents = {name: getattr(held, f"{name}_cents") for name in costs}
        euros = {n: None if c is None else f"{c // 100}.{c % 100:02d}" for n, c in cents.items()}
        return euros | {"notional": held.costs_notional}

    known = value.term_end is not None or value.term_open_ended
    agreement = ("form", "transfer", "signed_on", "signed_by_all", "tasks_named", "approved_on")
    return {
        "reference_date": on,
        "field_of_work": value.field_of_work,
        "two_partner_reason": value.two_partner_reason,
        "participants": [
            {
                "key": land.by_id[each.organisation_id].latest.key,
                "resolution": {"status": each.resolution, "date": each.session_on},
                "signed_on": each.signed_on,
                "left_on": each.left_on,
                "costs": figures(each),
            }
            for each in value.participants
        ],
        "agreement": {
            **{name: getattr(value, f"agreement_{name}") for name in agreement},
            "notified_on": value.agreement_notified_on,
            "published_on": value.agreement_published_on,
            "termination_clause": value.termination_clause,
            "terminable_on": value.terminable_on,
        },
        "term": {
            "start": value.term_start if known else None,
            "end": value.term_end,
            "open_ended": value.term_open_ended and value.term_start is None,
        },
        "costs": figures(value) | {"notional_reason": value.notional_reason},
        **{
            name: None if (c := getattr(value, f"{name}_cents")) is None else f"{c / 100:.2f}"
            for name in ("requested", "granted")
        },
        "deviation_reason": value.deviation_reason,
    }


def test_random_applications_are_judged_alike(desk: Desk) -> None:
    chance, land = random.Random(2021), territory(desk)
    ids = [land.ids[key] for key in KEYS[:9]]
    sets, results = rule_sets(desk), set()
    for number in range(MANY):
        value = random_application(chance, ids)
        case = case_of(value, land, desk.today())
        file = ApplicationFile.model_validate(as_file(desk, value))
        same = case_of_file(file, desk)
        assert same == case, (number, value)
        # Equal questions have equal answers; asking each of them would only take longer.
        if number % 10 == 0:
            report = judge(case, sets, land.by_key)
            assert judge(same, sets, land.by_key) == report, (number, value)
            results.add((report.result, *(each.state for each in report.checks)))
    assert len(results) > 50


def test_what_is_saved_is_judged_like_what_was_typed(desk: Desk) -> None:
    chance, land = random.Random(2026), territory(desk)
    ids = [land.ids[key] for key in KEYS[:9]]
    for _ in range(SAMPLE):
        value = random_application(chance, ids)
        whole = ApplicationInput.model_validate(value.model_dump(), context={"today": desk.today()})
        live = APPLICATIONS.examine(desk, whole, None)
        saved = APPLICATIONS.save(desk, whole)
        stored = APPLICATIONS.read(desk, saved.id).value
        report = judge_case(desk, case_of(stored, land, desk.today(), saved.title.split()[0]))
        assert report.checks == live.checks
        assert APPLICATIONS.examine(desk, stored, saved.id).verdict == live.verdict


def test_amounts_cross_every_door_to_the_cent() -> None:
    for cents in (1, 99, 16_999_999, 99_999_999_999_999):
        euros = f"{cents // 100}.{cents % 100:02d}"
        file = ApplicationFile.model_validate({"granted": euros})
        assert file.granted is not None
        assert to_cents(file.granted) == cents
