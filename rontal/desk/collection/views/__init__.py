"""Pages of cataloguing."""
