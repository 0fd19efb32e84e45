"""Import of titles at the desk (upload, dry run, import, undo), and export of the catalogue."""
