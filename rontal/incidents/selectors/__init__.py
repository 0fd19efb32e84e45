"""Queries about incidents: register, persons, kinds of data."""
