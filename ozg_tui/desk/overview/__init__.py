"""What START says about the desk's day, panel by panel.

START must not load the ORM, pydantic and the rules: together they weigh more than Textual. So the
statements here are text, and tests hold their answers against those of the modules that know the
records. Only open applications are judged by the rules themselves.
"""
