"""Authentication for OPDS 1.0: reading apps sign in with an app password or a token."""
