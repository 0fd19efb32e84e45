"""Views of /saran/."""
