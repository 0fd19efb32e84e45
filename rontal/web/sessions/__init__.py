"""A person's own page of sessions."""
