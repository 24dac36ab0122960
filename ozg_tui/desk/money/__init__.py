"""Promised amounts, what services cost, and who pays."""
