"""Titles, people, subjects, files."""
