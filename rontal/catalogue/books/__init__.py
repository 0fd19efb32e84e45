"""Reads untrusted book files: EPUB, PDF, archives of page images, and metadata files beside them.
No Django, no network. `python -m rontal.catalogue.books` is the child process that runs it."""

from rontal.catalogue.books.found import Facts, Found
from rontal.catalogue.books.reader import read

__all__ = ["Facts", "Found", "read"]
