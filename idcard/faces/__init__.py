"""Detection and comparison of faces, without Django. Nothing is stored."""
