"""Texts of subjects that have many messages."""
