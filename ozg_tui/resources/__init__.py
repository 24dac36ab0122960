"""One declaration per kind of record: columns, filters and what opens it."""
