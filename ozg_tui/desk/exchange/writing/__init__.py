"""From lists of the desk to files for other programs; nothing in them is a formula."""
