"""Pages of the import of members."""
