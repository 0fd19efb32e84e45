"""MARC 21 and INDOMARC: ISO 2709, MARCXML, and the mapping of their fields to records and back."""
