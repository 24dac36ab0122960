"""Taking back what was saved, and giving it back: found in the history, asked about, written as a
change of its own."""
