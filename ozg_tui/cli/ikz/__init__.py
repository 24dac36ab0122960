"""ozg-tui ikz: judge, record, follow and answer for applications."""
