"""Bundles, services and the Modellkommunen."""
