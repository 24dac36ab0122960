"""The OZG-Report: its issues, and who receives it."""
