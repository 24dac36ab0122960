"""ozg-tui kommune and kontakt: organisations and people."""
