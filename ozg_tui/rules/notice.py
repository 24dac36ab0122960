"""How long before its end something is announced; apart, so that it is had without pydantic."""

EXPIRY_NOTICE_DAYS = 180
"""Before the end of a rule set."""
