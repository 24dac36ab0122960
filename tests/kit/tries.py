"""How often people try for the same thing at once in the tests that count who gets it."""

import os

TRIES, THREADS = int(os.environ.get("OZG_TRIES", "200")), 20
"""Tries in all; `OZG_TRIES=1000` makes more of them."""
