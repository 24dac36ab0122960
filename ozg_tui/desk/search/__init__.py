"""Lists and searches: what is typed, what is found, and why."""
