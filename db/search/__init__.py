"""Search entries: made from the tables, found by word, sound and facet, walked by position."""
