"""Reads untrusted book files: EPUB, PDF, archives of page images, and metadata files beside them.
No network. `python -m records books` is the child process that runs it."""

from records.books.reader import read
from records.books.results import Facts, ParsedBook

__all__ = ["Facts", "ParsedBook", "read"]
