"""The store itself: created, checked, backed up, taken back, moved."""
