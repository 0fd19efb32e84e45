"""The table of messages: one module a subject, one entry a message."""
