"""Registers of Kommunen that come in: names, inhabitants, addresses, beside what the desk knows."""
