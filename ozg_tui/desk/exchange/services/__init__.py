"""Services that come in by name: the numbered entries of a bundle learn what they are called."""
