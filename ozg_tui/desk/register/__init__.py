"""Organisations and people: who they are, how they are reached, what was confirmed when."""
