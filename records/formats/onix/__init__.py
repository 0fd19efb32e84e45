"""ONIX for Books 3.0 and 3.1, with reference and short tags, as publishers send it."""
