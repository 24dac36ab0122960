"""The store as a whole: backed up, taken back, moved."""
