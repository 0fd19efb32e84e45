"""Bringing titles in at the desk: files and lists tried, taken in, taken back; and taking out."""
