"""Front page, home page of members, and privacy notice."""
