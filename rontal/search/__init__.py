"""Search index and its queries."""
