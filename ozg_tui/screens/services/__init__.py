"""The roll-out of services: the matrix, recording, gaps, maps."""
