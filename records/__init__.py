"""Bibliographic records: reads and writes MARC 21, MARCXML, ONIX, tables and others (README.md)."""
