"""Published service standard and its measured figures, for people and for programs."""
