"""Commands about the terminal that the program runs in."""
