"""Complaints, survey."""
