"""Event, message, channel."""
