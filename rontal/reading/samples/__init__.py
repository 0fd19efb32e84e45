"""Samples: the beginning of a book, which its licence lets everybody read before borrowing."""
