"""What lies on which day: consultations, council sessions, follow-ups."""
