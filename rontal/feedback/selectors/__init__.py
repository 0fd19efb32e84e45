"""Questions about complaints and suggestions."""
