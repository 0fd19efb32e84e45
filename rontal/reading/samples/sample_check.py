"""Check whether a title has a sample, without opening its files."""

from records.codes import Format
from rontal.catalogue.rows import Row


def has_sample(title: Row, percent: int) -> bool:
    """Returns True where `percent` of a title is a sample worth offering.

    False for open-access titles, and for books of so few pages that none would be shown.
    """
    if not percent or title.open_files:
        return False
    pages = max((file.pages or 0 for file in title.files), default=0)
    has_text = any(file.format is Format.EPUB for file in title.files)
    return has_text or pages_shown(pages, percent) > 0


def pages_shown(pages: int, percent: int) -> int:
    """Returns the number of pages in a percentage, rounded down."""
    return pages * percent // 100
