"""Satisfaction survey: its form and its published results."""
