"""Views of cataloguing."""
