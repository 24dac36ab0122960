"""`ozg-tui bericht`: reports, and what has become of their receipts."""
