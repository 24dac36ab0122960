"""Files at the keyboard: lists go out with `e`, files come in by F9."""
