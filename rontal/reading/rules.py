"""Places and marks in a book: what they are made of, and how much of it."""

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
MOST_MARKS: Final = 2_000  # in one title
MOST_AT_ONCE: Final = 50


class MarkKind(StrEnum):
    """What a mark is: a point in the book, or words of it."""

    BOOKMARK = "bookmark"
    HIGHLIGHT = "highlight"


class Colour(StrEnum):
    """Colours of highlights; each is drawn with a line of its own too."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


@dataclass(frozen=True)
class Content:
    """What a mark holds: an EPUB CFI, the part of the book before it (0 to 1), and words."""

    kind: MarkKind
    cfi: str
    fraction: float
    colour: Colour | None = None
    quote: str = ""
    note: str = ""


@dataclass(frozen=True)
class Change:
    """What a device did to a mark, and when; a mark without content is removed."""

    key: UUID
    at: datetime
    content: Content | None


def is_place(cfi: str, fraction: float) -> bool:
    """True for an EPUB CFI of bounded length or a page, and a part from 0 to 1."""
    return (
        bool(CFI.fullmatch(cfi) or PAGE.fullmatch(cfi))
        and math.isfinite(fraction)
        and 0 <= fraction <= 1
    )


def can_be_kept(content: Content) -> bool:
    """True for a mark at a place, with words of bounded length, and a colour where it has one."""
    highlighted = content.kind is MarkKind.HIGHLIGHT
    return (
        is_place(content.cfi, content.fraction)
        and highlighted == (content.colour is not None)
        and len(content.quote) <= QUOTE_LENGTH
        and len(content.note) <= NOTE_LENGTH
    )


def spine_step(cfi: str) -> int:
    """Which item of the reading order a place lies in, as its step in the CFI; 0 where unsaid."""
    found = _STEP.match(cfi)
    return int(found.group(1)) if found else 0


def order(cfi: str) -> tuple[int, ...]:
    """Where a place begins, as numbers to sort by: the steps and the offset of its start; pages
    come behind all places of texts."""
    is_page = number_of(cfi) > 0
    start = cfi if is_page else "".join(re.sub(r"\[[^\]]*\]", "", cfi).split(",")[:2])
    return int(is_page), *(int(number) for number in re.findall(r"\d{1,9}", start))
