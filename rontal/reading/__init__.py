"""Opened books, positions, marks, offline books."""
