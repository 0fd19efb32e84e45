"""Sets Rontal up in its own folder, by nothing but Python's standard library."""
