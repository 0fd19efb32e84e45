"""Service standard, working calendar."""
