"""How a call reaches the running program: a Unix socket of the user's own, never the network."""
