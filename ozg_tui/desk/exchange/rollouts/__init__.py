"""The roll-out that comes in: long lists and wide sheets become states of services at Kommunen."""
