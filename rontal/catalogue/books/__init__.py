"""Reads untrusted book files: EPUB, PDF, archives of page images, and metadata files beside them.
No Django, no network. `python -m rontal.catalogue.books` is the child process that runs it."""

from rontal.catalogue.books.reader import read
from rontal.catalogue.books.results import Facts, ParsedBook

__all__ = ["Facts", "ParsedBook", "read"]
