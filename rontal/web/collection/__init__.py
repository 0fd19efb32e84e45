"""Catalogue pages, my books, and the reader."""
