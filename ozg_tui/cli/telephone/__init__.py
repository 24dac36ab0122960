"""ozg-tui anruf: a call that comes in."""
