"""`ozg-tui geld`."""
