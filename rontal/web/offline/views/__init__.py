"""Views of the site without network."""
