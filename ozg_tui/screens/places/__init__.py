"""A Kommune on one screen."""
