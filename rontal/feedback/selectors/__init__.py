"""Queries about complaints and suggestions."""
