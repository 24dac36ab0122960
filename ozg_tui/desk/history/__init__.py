"""What was ever recorded: read, searched, and held against its chain."""
