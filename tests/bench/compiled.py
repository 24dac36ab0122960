"""The program as it is installed: its modules compiled, as those of its packages are."""

from compileall import compile_dir
from importlib import import_module
from pathlib import Path

PACKAGES = ("ozg_tui", "db", "seeds")


def compile_program() -> None:
    """Compile the checkout's packages; an environment may keep Python from doing so by itself."""
    for name in PACKAGES:
        folder = Path(str(import_module(name).__file__)).parent
        compile_dir(folder, quiet=1)
