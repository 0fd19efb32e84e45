"""App passwords of a member's reading apps (OPDS)."""
