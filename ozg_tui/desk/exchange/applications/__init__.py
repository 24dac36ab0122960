"""IKZ applications that come in: one row each, or with a row for each Kommune that takes part."""
