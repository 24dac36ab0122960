"""A call from the ring to the note."""
