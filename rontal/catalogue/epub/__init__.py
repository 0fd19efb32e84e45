"""Reading EPUB 2 and 3 without trust: no Django, no network, no entities, limits on everything."""

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
