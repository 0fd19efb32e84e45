"""Books stored on a device for reading offline while the loan runs."""
