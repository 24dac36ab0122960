"""An IKZ application: the record, its form, its path, suppositions."""
