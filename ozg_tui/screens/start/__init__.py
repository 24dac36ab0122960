"""START: the search box and the day in panels."""
