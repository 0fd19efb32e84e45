"""Tests of books of pages: rendering in a child process, encrypted cache, access by loan."""
