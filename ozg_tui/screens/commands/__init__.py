"""What a key does that no single screen owns."""
