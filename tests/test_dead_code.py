"""Nothing in the product is there that the product does not use."""

import re
from fnmatch import fnmatch
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
FOLDERS = [str(ROOT / folder) for folder in ("ozg_tui", "db", "seeds")]
CALLED_BY_NAME = (
    # Textual calls handlers, actions and hooks by their names.
    "action_*", "on_*", "_on_*", "watch_*", "validate*", "compose", "render", "render_line",
    "get_*", "virtual_size", "_fatal_error", "_run_input_thread", "is_current", "focus_chain",
    # SQLAlchemy, Alembic and argparse call these.
    "process_*", "load_dialect_impl", "downgrade", "upgrade", "__mapper_args__", "_know_*",
    "error",
    # The tests ask it before they look: whether all keys have had their effect.
    "is_idle",
)  # fmt: skip
CALLED_BY_DECORATOR = ["@field_validator*", "@model_validator*", "@event.listens_for*"]
KINDS = {"function", "method", "class", "property"}
DOTTED_NAME = re.compile(r'[\w}]:(\w+)"')
"""What is loaded where it is used: `ozg_tui.screens.commands.undo:take_back`."""


def named_in_declarations() -> set[str]:
    files = (path for folder in FOLDERS for path in Path(folder).rglob("*.py"))
    return {name for path in files for name in DOTTED_NAME.findall(path.read_text("utf-8"))}


def test_every_function_of_the_product_is_used_by_the_product() -> None:
    finder = Vulture(ignore_decorators=CALLED_BY_DECORATOR)
    finder.scavenge(FOLDERS)
    declared = named_in_declarations()
    dead = [
        f"{Path(each.filename).relative_to(ROOT)}:{each.first_lineno} {each.name}"
        for each in finder.get_unused_code(min_confidence=60)
        if each.typ in KINDS
        and each.name not in declared
        and not any(fnmatch(each.name, pattern) for pattern in CALLED_BY_NAME)
    ]
    assert not dead, "\n".join(dead)
