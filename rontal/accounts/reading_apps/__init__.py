"""Passwords for reading apps: random, one for each app, instead of the person's own password."""
