"""Members' pages."""
