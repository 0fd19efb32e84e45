"""The satisfaction survey: its form, and its published results."""
