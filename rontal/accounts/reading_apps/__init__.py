"""Passwords for reading apps: random, each for one app, so that nobody types their own there."""
