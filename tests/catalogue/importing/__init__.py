"""Imports into the catalogue."""
