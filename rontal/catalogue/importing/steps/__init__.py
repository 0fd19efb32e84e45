"""Building blocks of the import services and jobs."""
