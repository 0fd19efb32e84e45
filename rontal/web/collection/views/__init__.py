"""Views of the catalogue, my books, and the reader."""
