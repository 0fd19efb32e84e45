"""Reads untrusted EPUB 2 and 3 files: no Django, no network, no XML entities, size limits."""

from rontal.catalogue.epub.reader import read
from rontal.catalogue.epub.shape import (
    Book,
    ContentsEntry,
    Contributor,
    ManifestItem,
    Metadata,
    SpineItem,
)

__all__ = ["Book", "ContentsEntry", "Contributor", "ManifestItem", "Metadata", "SpineItem", "read"]
