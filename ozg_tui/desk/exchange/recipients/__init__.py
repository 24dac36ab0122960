"""Recipients of the OZG-Report that come in, and addresses at which it does not arrive."""
