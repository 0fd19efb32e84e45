"""Views of the reader."""
