"""Licences, loans, holds."""
