"""What the name of a file says of a book that says nothing of itself."""

import re
from pathlib import PurePath
from typing import Final

from rontal.catalogue.rules import isbn13, plain

_ISBN: Final = re.compile(r"(?<!\d)(97[89][\d -]{10,14}|\d{9}[\dXx])(?!\d)")
_NATURAL: Final = re.compile(r"(\d+)")


def title_of(name: str) -> str:
    """A file's name as a title: without ending, underscores as spaces."""
    stem = PurePath(name.replace("\\", "/")).stem
    return plain(re.sub(r"[_+]+", " ", stem))[:500] or "…"


def isbn_of(name: str) -> str:
    """The ISBN in a file's name, "" where there is none."""
    return next((found for text in _ISBN.findall(name) if (found := isbn13(text))), "")


def natural(name: str) -> list[tuple[int, int | str]]:
    """A key by which names sort as people count: 2 before 10."""
    parts = _NATURAL.split(name.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]
