"""Reads untrusted EPUB 2 and 3 files: no network, no XML entities, size limits."""

from records.epub.reader import read
from records.epub.shape import (
    Book,
    ContentsEntry,
    Contributor,
    ManifestItem,
    Metadata,
    SpineItem,
)

__all__ = ["Book", "ContentsEntry", "Contributor", "ManifestItem", "Metadata", "SpineItem", "read"]
