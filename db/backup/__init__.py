"""Backups: made in one consistent step, restored for proof, compared row by row, then named."""
