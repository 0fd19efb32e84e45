"""Pages of imports, of members and of titles."""
