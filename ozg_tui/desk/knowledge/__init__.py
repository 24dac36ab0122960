"""Knowledge at hand: short answers to what callers ask, with their source and their day."""
