"""The rule sets in force, and drafts of what is to follow them."""
