"""Citations of a title: files for reference managers, and its makers by name parts."""
