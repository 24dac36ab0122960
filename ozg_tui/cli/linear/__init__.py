"""The desk as question and answer, one line at a time: for screen readers, braille, any terminal.

Nothing is drawn and nothing moves; every save goes through the same functions as on the screen.
"""
