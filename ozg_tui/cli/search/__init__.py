"""ozg-tui suche: find in everything."""
