"""Short answers on the screen."""
