"""Bookings that come in: rows of a list become consultations, judged as by a save."""
