"""Reading of cards and comparison of faces by two engines in a limited child process."""
