"""Views of my books."""
