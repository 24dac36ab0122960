"""The command line in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


HYGIENE = """
import sys
from ozg_tui.cli import main
code = main({arguments!r})
loaded = [name for name in {names!r} if name in sys.modules]
print(loaded, file=sys.stderr)
sys.exit(code)
"""


def python(*arguments: str, store: str, **options: Any) -> subprocess.CompletedProcess[Any]:
    """Run Python on a store; bytes, or text where `text=True` asks for it."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"OZG_DB": store, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        **options,
    )
