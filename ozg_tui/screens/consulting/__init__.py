"""Bookings of the Digitalisierungsberatung on the screen."""
