"""Money on the screen."""
