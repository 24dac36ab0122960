"""ozg-tui init and pruefen: the store itself."""
