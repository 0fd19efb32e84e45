"""Of which titles there is a beginning to read, as far as it can be told without opening them."""

from rontal.catalogue.rows import Row
from rontal.catalogue.rules import Format


def has_sample(title: Row, percent: int) -> bool:
    """Whether the first `percent` of a title is anything by itself: not where the whole is open to
    everybody, nor of so few pages that none is left."""
    if not percent or title.open_files:
        return False
    pages = max((file.pages or 0 for file in title.files), default=0)
    has_text = any(file.format is Format.EPUB for file in title.files)
    return has_text or pages_shown(pages, percent) > 0


def pages_shown(pages: int, percent: int) -> int:
    """How many pages of so many are no more than so many percent."""
    return pages * percent // 100
