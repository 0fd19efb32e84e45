"""JSON format of bookmarks, highlights and notes ("marks"); times in milliseconds since 1970."""

import json
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.reading.labels import COLOURS
from rontal.reading.rules import Change, Colour, Content, MarkKind
from rontal.reading.selectors import OwnMark

COPYING: Final[dict[str, str | Promise]] = {
    "copied": _("Copied. You can copy {left} more characters from this loan."),
    "uncopied": _("The text was not copied. Try again."),
    "uncounted": _(
        "You can only copy text from this book while online, because the licence limits copying."
    ),
}
WORDS: Final[dict[str, str | Promise]] = {
    "bookmark": _("Bookmark"),
    "picked": _("Selected:"),
    "marked": _("Highlighted."),
    "bookmarked": _("Bookmark added."),
    "removed": _("Removed."),
    "restored": _("Restored."),
    "change": _("Change"),
    "pause": _("Pause"),
    "resume": _("Resume"),
    "halted": _("The search was stopped. Search again to go on."),
    "unreached": _(
        "The library cannot be reached. Search again when you are online. You can search books "
        "saved on this device offline."
    ),
    "looking": _("Searching…"),
    "unfound": _("The book could not be searched. Try again."),
    "newer": _("You continued reading on another device:"),
    "back": _("Back to"),
    "unspoken": _("The browser's voice did not work. Choose another one under Display."),
    "full": _(
        "You have reached the limit of bookmarks, highlights and notes in this book. Remove some "
        "first."
    ),
    "offline": _("You are offline. Your highlights and notes will be sent later."),
    "refused": _("This could not be saved."),
    **COPYING,
}
LATEST: Final = 4_102_444_800_000  # start of the year 2100


def mark_data(mark: OwnMark) -> dict[str, Any]:
    """Returns a mark in the format of the reader's script."""
    content = mark.content
    return {
        "key": str(mark.key),
        "at": milliseconds(mark.changed_at),
        "kind": content.kind.value,
        "cfi": content.cfi,
        "part": content.fraction,
        "colour": content.colour.value if content.colour else "",
        "quote": content.quote,
        "note": content.note,
    }


def milliseconds(at: datetime | None) -> int:
    """Returns a time in milliseconds since 1970; 0 for None."""
    return int(at.timestamp() * 1000) if at else 0


def parse_time(value: object) -> datetime:
    """Parses a time in milliseconds since 1970; raises ValueError."""
    if type(value) is not int or not 0 < value < LATEST:
        raise ValueError("no time")
    return datetime.fromtimestamp(value / 1000, UTC)


def words() -> dict[str, str]:
    """Returns the script's texts about marks by code, in the active language."""
    names = {colour.value: name for colour, name in COLOURS.items()}
    return {code: str(text) for code, text in (WORDS | names).items()}


def parse_changes(text: str) -> list[Change]:
    """Parses changes sent by a device; raises ValueError for anything else."""
    try:
        items = json.loads(text)
        if not isinstance(items, list):
            raise ValueError("no list")
        return [_change(one) for one in items]
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("no marks") from error


def _change(item: Any) -> Change:
    is_removed = item.get("gone", False)
    return Change(
        key=UUID(item["key"]),
        at=parse_time(item["at"]),
        content=None if is_removed is True else _content(item),
    )


def _content(item: Any) -> Content:
    words = [item["cfi"], item["quote"], item["note"]]
    if not all(isinstance(one, str) for one in words) or type(item["part"]) not in (int, float):
        raise ValueError("no mark")
    return Content(
        kind=MarkKind(item["kind"]),
        cfi=item["cfi"],
        fraction=float(item["part"]),
        colour=Colour(item["colour"]) if item["colour"] else None,
        quote=item["quote"],
        note=item["note"],
    )
