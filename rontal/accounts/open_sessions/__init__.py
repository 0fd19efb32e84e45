"""Sessions of accounts: whose they are, since when, and when they were last used."""
