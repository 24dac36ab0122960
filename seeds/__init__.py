"""Facts from the source documents, and how they come into the store."""
