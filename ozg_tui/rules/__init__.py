"""What is right: pure functions on plain values, every number from a dated rule set."""
