"""From a file of whatever program to a table of texts: nothing is understood here, only read."""
