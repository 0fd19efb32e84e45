"""Views of registration."""
