"""What the desk holds about a person: told on request, erased on request."""
