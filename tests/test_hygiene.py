"""What holds for the code as a whole: what is loaded when, and how stored text reaches a screen."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from ozg_tui.codes import consulting, funding, ikz, newsletter, register, services, telephone
from ozg_tui.german import labels
from ozg_tui.german.labels import label_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ozg_tui"
SCREEN_FOLDERS = ("screens", "forms", "widgets")


# What is loaded when


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement", ["import ozg_tui.cli", "import db", "import db.store, db.search.pages, db.migrate"]
)
def test_command_line_and_store_load_nothing_of_the_screen(statement: str) -> None:
    assert not loaded_by(statement) & {"textual", "rich"}


def test_the_first_frame_loads_textual_alone() -> None:
    late = {"sqlalchemy", "alembic", "pydantic", "psycopg", "phonenumbers", "babel", "dateutil"}
    found = loaded_by("import ozg_tui.terminal")
    assert "textual" in found
    assert not found & late


def test_the_version_loads_next_to_nothing() -> None:
    found = loaded_by("from ozg_tui.cli import main\nmain(['--version'])")
    assert not found & {"textual", "rich", "sqlalchemy", "pydantic", "argparse", "asyncio"}


def test_rules_load_nothing_of_the_house() -> None:
    names = ", ".join(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (PACKAGE / "rules").rglob("[a-z]*.py")
    )
    found = loaded_by(f"import {names}")
    assert not found & {"db", "seeds", "sqlalchemy", "textual", "rich"}


def test_start_loads_neither_orm_nor_pydantic() -> None:
    found = loaded_by("import ozg_tui.desk.overview.day, ozg_tui.screens.start.panels")
    assert not found & {"sqlalchemy.orm", "pydantic", "dateparser"}


# Statements

SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|SET LOCAL|PRAGMA)\s+[\w:]")


def statements_as_text(code: str) -> list[str]:
    """Texts that are SQL, and calls that take some."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            found.append(node.value)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            found += [each.name for each in node.names if each.name in {"text", "TextClause"}]
        if isinstance(node, ast.Attribute) and node.attr == "exec_driver_sql":
            found.append(node.attr)
    return found


def test_no_statement_outside_the_store_is_written_as_text() -> None:
    for path in (*sources(""), *sorted((ROOT / "seeds").rglob("*.py"))):
        assert statements_as_text(path.read_text()) == [], path


@pytest.mark.parametrize(
    "code",
    [
        "A = 'SELECT id FROM call'", "from sqlalchemy import select, text",
        "c.exec_driver_sql(asked)", "A = f'UPDATE call SET x = {x}'",
    ],
)  # fmt: skip
def test_the_check_of_statements_finds_what_it_must(code: str) -> None:
    assert statements_as_text(code)


# German


def counted_by_hand(code: str) -> list[str]:
    """Words chosen by a number of one, and numbers parted by hand."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case (
                ast.IfExp(
                    test=ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(value=1)]),
                    body=ast.Constant(value=str()) | ast.JoinedStr(),
                    orelse=ast.Constant(value=str()) | ast.JoinedStr(),
                )
                | ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=",")]))
            ):
                found.append(ast.unparse(node))
    return found


def test_numbers_and_their_words_are_told_in_one_room() -> None:
    for path in sources(""):
        if "german" not in path.parts:
            assert counted_by_hand(path.read_text()) == [], path


@pytest.mark.parametrize(
    "code", ["a = 'Tag' if n == 1 else 'Tage'", "f'{n:,} EW'", "f\"{'x' if n == 1 else f'{n}'}\""]
)
def test_the_check_of_counting_finds_what_it_must(code: str) -> None:
    assert counted_by_hand(code)


# The only door for stored text

DOORS = {"content", "paragraphs", "pieces"}
TAKES_TEXT = {
    "Static": 0, "Label": 0, "Button": 0, "Option": 0, "Checkbox": 0, "RadioButton": 0,
    "Collapsible": None, "Tab": 0, "TabPane": 0, "ListItem": None, "Markdown": 0, "Link": 0,
    "notify": 0, "update": 0, "add_option": 0, "add_row": None, "add_column": None, "Rule": None,
    "set_options": None, "from_markup": 0, "Select": None, "Tree": None, "DataTable": None,
}  # fmt: skip
TITLES = {"border_title", "border_subtitle", "tooltip", "label", "title", "sub_title"}


def sources(*folders: str) -> Iterator[Path]:
    """All modules below some folders of the program."""
    for folder in folders:
        yield from sorted((PACKAGE / folder).rglob("*.py"))


def name_of(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_safe(node: ast.expr) -> bool:
    """A literal, or text that came through the door."""
    match node:
        case ast.Constant():
            return True
        case ast.Call(func=called):
            return name_of(called) in DOORS
        case ast.IfExp(body=one, orelse=other):
            return is_safe(one) and is_safe(other)
        case ast.GeneratorExp(elt=each) | ast.ListComp(elt=each):
            return isinstance(each, ast.Call) and name_of(each.func) == "Option" and checked(each)
    return False


def checked(call: ast.Call) -> bool:
    """Whether a call that takes text takes only safe text."""
    name = name_of(call.func)
    if name not in TAKES_TEXT or (name == "update" and _is_mapping(call)):
        return True
    taken = call.args if TAKES_TEXT[name] is None else call.args[:1]
    named = [each.value for each in call.keywords if each.arg in {"content", "label", "prompt"}]
    return all(is_safe(each) for each in (*taken, *named))


def _is_mapping(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Dict | ast.DictComp)


def offences(code: str, where: str = "") -> list[str]:
    """Where text reaches a widget without the door."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and not checked(node):
            found.append(f"{where}:{node.lineno} {ast.unparse(node)[:80]}")
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in TITLES - {"label", "title"}
                    and not is_safe(node.value)
                ):
                    found.append(f"{where}:{node.lineno} {ast.unparse(node)[:80]}")
    return found


def test_stored_text_reaches_widgets_through_the_door_alone() -> None:
    found = [
        offence
        for path in sources(*SCREEN_FOLDERS)
        for offence in offences(path.read_text(), str(path.relative_to(ROOT)))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "Static(text)", "Static(f'{name}')", "yield Label(name)", "self.notify(str(error))",
        "box.update(text)", "Option(name)", "box.border_title = name", "Button(name + 'x')",
        "Static('%s' % name)", "Static(text if text else 'x')", "Content.from_markup(text)",
        "options.set_options(Option(each.label) for each in choices)",
    ],
)  # fmt: skip
def test_the_check_of_the_door_finds_what_it_must(code: str) -> None:
    assert offences(code)


@pytest.mark.parametrize(
    "code",
    [
        "Static('Suche:')", "Static(content(text))", "Static('', id=number)",
        "yield Static(content(f'{a}'))",
        "box.update(paragraphs(text), layout=False)", "Option(content(name), id='x')",
        "box.update(content(a) if a else content(''))",
    ],
)  # fmt: skip
def test_the_check_of_the_door_lets_clean_text_pass(code: str) -> None:
    assert offences(code) == []


def test_no_escape_and_no_markup_anywhere() -> None:
    for path in sources(""):
        names = {
            name_of(node.func) for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        }  # fmt: skip
        assert not names & {"escape", "from_markup", "from_rich_text", "MaskedInput"}, path


# Codes and their labels


def codes(enum: type[Enum]) -> set[str]:
    return {str(member.value) for member in enum}


@pytest.mark.parametrize(
    ("stored", "labelled"),
    [
        (consulting.BookingState, labels.BOOKING_STATES),
        (ikz.AgreementForm, labels.AGREEMENT_FORMS),
        (ikz.ObligationKind, labels.OBLIGATIONS),
        (ikz.ParticipantRole, labels.PARTICIPANT_ROLES),
        (ikz.ResolutionStatus, labels.RESOLUTIONS),
        (ikz.Station, labels.STATIONS),
        (ikz.Transfer, labels.TRANSFERS),
        (newsletter.Consent, labels.CONSENTS),
        (register.AddressKind, labels.ADDRESS_KINDS),
        (register.NumberKind, labels.NUMBER_KINDS),
        (register.OrganisationKind, labels.KINDS),
        (register.Role, labels.ROLES),
        (services.CentralState, labels.CENTRAL_STATES),
        (services.RolloutState, labels.ROLLOUT_STATES),
        (funding.RuleSetState, labels.RULE_SET_STATES),
        (funding.SavingBasis, labels.SAVING_BASES),
        (telephone.CallResult, labels.CALL_RESULTS),
        (telephone.Direction, labels.DIRECTIONS),
        (telephone.Topic, labels.TOPICS),
    ],
)
def test_every_stored_code_has_a_word(stored: type[Enum], labelled) -> None:
    assert codes(stored) <= set(labelled)
    assert all(labelled.values())
    assert all(label_of(code) == labelled[code.value] for code in stored)


def test_a_station_is_open_granted_or_ended() -> None:
    groups = [set(ikz.OPEN_STATIONS), set(ikz.GRANTED_STATIONS), set(ikz.ENDED_STATIONS)]
    assert set().union(*groups) == set(ikz.Station)
    assert set(ikz.GRANTED_STATIONS) & set(ikz.ENDED_STATIONS) == {ikz.Station.CLOSED}
    assert not set(ikz.OPEN_STATIONS) & (groups[1] | groups[2])


def test_every_choice_of_a_form_has_a_german_word() -> None:
    from ozg_tui.desk.consulting.bookings import BOOKINGS
    from ozg_tui.desk.entry.fields import fields_of
    from ozg_tui.desk.ikz.applications import APPLICATIONS
    from ozg_tui.desk.register.contacts import CONTACTS

    for records in (APPLICATIONS, BOOKINGS, CONTACTS):
        for field in fields_of(records.model):
            columns = fields_of(field.row_model) if field.row_model else (field,)
            for column in columns:
                for code, word in column.choices:
                    value = getattr(code, "value", code)
                    assert isinstance(value, int) or word != value, (column.name, word)
                words = [word for _, word in column.choices]
                assert len(words) == len(set(words)), column.name


# What tests share


def test_no_test_takes_from_another_what_the_kit_should_hold() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.module}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module is not None
        for name in [node.module.rpartition(".")[2]]
        if node.module.startswith("tests.") and (name == "conftest" or name.startswith("test_"))
    ]
    assert found == []
