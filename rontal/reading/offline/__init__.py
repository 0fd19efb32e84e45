"""Books that are kept on a device, to be read without network while the loan runs."""
