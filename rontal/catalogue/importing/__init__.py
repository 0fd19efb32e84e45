"""Imports records and book files of other programs, folders and libraries as titles."""
