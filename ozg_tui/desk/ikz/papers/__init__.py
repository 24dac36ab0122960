"""The Vermerk of an application."""
