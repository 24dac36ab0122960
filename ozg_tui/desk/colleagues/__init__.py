"""Those who work at the desk: from when to when, away, and who stands in."""
