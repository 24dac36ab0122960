"""A pydantic model becomes a form: fields, live checks, German messages."""
