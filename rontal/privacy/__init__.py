"""Data export, expired rows."""
