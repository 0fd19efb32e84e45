"""Views of the collection, the shelf and the reader."""
