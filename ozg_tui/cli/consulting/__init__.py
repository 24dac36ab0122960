"""ozg-tui beratung: whether a consulting module is funded."""
