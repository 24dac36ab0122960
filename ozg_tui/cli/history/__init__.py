"""The command about the history."""
