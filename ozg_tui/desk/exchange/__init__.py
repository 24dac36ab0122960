"""What comes in and what goes out: files of other programs, read carefully and written safely."""
