"""Whether a consulting module is funded."""
