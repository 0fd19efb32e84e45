"""Catalogue: search, title pages, registers, citing."""
