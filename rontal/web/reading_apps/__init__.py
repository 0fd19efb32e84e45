"""The reading apps that a member has let in."""
