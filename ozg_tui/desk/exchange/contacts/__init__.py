"""Contacts that come in: rows of a list become people at their Kommunen."""
