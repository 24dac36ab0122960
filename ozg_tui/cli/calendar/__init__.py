"""`ozg-tui kalender`."""
