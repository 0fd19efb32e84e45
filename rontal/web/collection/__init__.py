"""The collection, the shelf and the reader."""
