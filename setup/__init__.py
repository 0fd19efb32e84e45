"""Sets Rontal up in its own folder, using only Python's standard library."""
