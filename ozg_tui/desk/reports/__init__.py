"""Figures with a receipt: what is counted, on which day, from which rows, and the same again."""
