"""`python -m ozg_tui` is `ozg-tui`."""

import sys

from ozg_tui.cli import main

sys.exit(main())
