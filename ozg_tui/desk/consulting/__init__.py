"""Bookings of the Digitalisierungsberatung and the account of their funding."""
