"""Sign-in accounts, roles, sessions."""
