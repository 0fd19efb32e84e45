"""Queries for the desk's pages, composed from the selectors of other apps; no business rules."""
