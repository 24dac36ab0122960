"""What START says about the desk's day, panel by panel.

START must not load the ORM and pydantic: together they weigh more than Textual. So the statements
here speak of `db.outline`, and the rules asked are those that stand on plain values; tests hold
the answers against those of the modules that know the records. Only open applications are judged
whole, by the rules themselves.
"""
