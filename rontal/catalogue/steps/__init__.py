"""Building blocks of the catalogue's services; each runs in the caller's transaction."""
