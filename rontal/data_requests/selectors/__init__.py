"""Queries about requests: for the sender, for staff, and figures."""
