"""Reading book files without trust: EPUB, PDF, rows of page pictures, and metadata beside them. No
Django, no network. `python -m rontal.catalogue.books` is the child that does it."""

from rontal.catalogue.books.found import Facts, Found
from rontal.catalogue.books.reader import read

__all__ = ["Facts", "Found", "read"]
