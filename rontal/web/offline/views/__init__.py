"""Views of offline use."""
