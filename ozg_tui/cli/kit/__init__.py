"""What every command is made of: parsing, running, printing, failing."""
