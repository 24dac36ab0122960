"""`ozg-tui modell`."""
