"""Calls, callers, notes, follow-ups and snippets."""
