"""What every subject rests on: the opened desk, reading and saving, drafts, organisations."""
