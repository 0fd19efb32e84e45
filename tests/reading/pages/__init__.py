"""Books of pages: drawn in a child, kept sealed, shown to whoever has them on loan."""
