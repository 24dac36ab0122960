"""The terminal program of the OZG-Koordinierungsstelle in Hessen."""

__version__ = "0.1.0"
