"""What was ever recorded."""
