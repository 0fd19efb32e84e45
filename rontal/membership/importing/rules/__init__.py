"""Rules for columns, cells and rows of an import. Pure, without Django."""
