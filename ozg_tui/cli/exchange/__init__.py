"""`ozg-tui import` and `ozg-tui export`: files come in and lists go out."""
