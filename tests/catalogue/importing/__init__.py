"""Tests of imports into the catalogue."""
