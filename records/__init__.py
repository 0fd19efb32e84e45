"""Records and book files.

Reads and writes MARC 21, MARCXML, ONIX, tables and others; README.md shows its use.
"""
