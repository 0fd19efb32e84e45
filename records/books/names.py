"""Title and ISBN from a file name, for books without metadata of their own."""

import re
from pathlib import PurePath
from typing import Final

from records.identifiers import isbn13
from records.text import plain

_ISBN: Final = re.compile(r"(?<!\d)(97[89][\d -]{10,14}|\d{9}[\dXx])(?!\d)")
_NATURAL: Final = re.compile(r"(\d+)")


def title_of(name: str) -> str:
    """Returns a file name as a title: no extension, spaces for underscores and plus signs."""
    stem = PurePath(name.replace("\\", "/")).stem
    return plain(re.sub(r"[_+]+", " ", stem))[:500] or "…"


def isbn_of(name: str) -> str:
    """Returns the ISBN in a file name, "" where there is none."""
    return next((isbn for text in _ISBN.findall(name) if (isbn := isbn13(text))), "")


def natural(name: str) -> list[tuple[int, int | str]]:
    """Returns a sort key that orders numbers by value: page 2 before page 10."""
    parts = _NATURAL.split(name.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]
