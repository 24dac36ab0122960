"""What has happened at a Kommune since somebody last talked to it."""
