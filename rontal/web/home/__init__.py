"""The front page, the home page of members, and data and rules."""
