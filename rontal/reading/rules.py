"""Validation rules and limits of places and marks in a book."""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from rontal.reading.places import PAGE, number_of

CFI: Final = re.compile(r"epubcfi\([^\x00-\x1f\x7f]{1,980}\)")
DEVICE: Final = re.compile(r"[0-9a-f-]{0,36}")
_STEP: Final = re.compile(r"epubcfi\(/6/(\d{1,9})")
QUOTE_LENGTH: Final = 2_000
NOTE_LENGTH: Final = 4_000
MAX_MARKS: Final = 2_000  # in one title
MAX_CHANGES: Final = 50


class MarkKind(StrEnum):
    """Kind of mark: a point in the book, or a range of text."""

    BOOKMARK = "bookmark"
    HIGHLIGHT = "highlight"


class Colour(StrEnum):
    """Colour of a highlight; each also has its own line style."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


@dataclass(frozen=True)
class Content:
    """Content of a mark: a CFI or page, the fraction of the book before it (0 to 1), and text."""

    kind: MarkKind
    cfi: str
    fraction: float
    colour: Colour | None = None
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class Change:
    """A device's change to a mark, and when it was made; `content` is None for a removal."""

    key: UUID
    at: datetime
    content: Content | None


def is_place(cfi: str, fraction: float) -> bool:
    """Returns True for a CFI of limited length or a page, with a fraction from 0 to 1."""
    return (
        bool(CFI.fullmatch(cfi) or PAGE.fullmatch(cfi))
        and math.isfinite(fraction)
        and 0 <= fraction <= 1
    )


def is_valid_mark(content: Content) -> bool:
    """Returns True for a valid place, texts of limited length, and a colour only for highlights."""
    highlighted = content.kind is MarkKind.HIGHLIGHT
    return (
        is_place(content.cfi, content.fraction)
        and highlighted == (content.colour is not None)
        and len(content.quote) <= QUOTE_LENGTH
        and len(content.note) <= NOTE_LENGTH
    )


def spine_step(cfi: str) -> int:
    """Returns the step of the reading order's item in a CFI; 0 where it has none."""
    match = _STEP.match(cfi)
    return int(match.group(1)) if match else 0


def order(cfi: str) -> tuple[int, ...]:
    """Returns a sort key of a place: steps and offset of its start; pages sort after CFIs."""
    is_page = number_of(cfi) > 0
    start = cfi if is_page else "".join(re.sub(r"\[[^\]]*\]", "", cfi).split(",")[:2])
    return int(is_page), *(int(number) for number in re.findall(r"\d{1,9}", start))
