"""JSON format of bookmarks, highlights and notes ("marks"); times in milliseconds since 1970."""

import json
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.reading.rules import Change, Colour, Content, MarkKind
from rontal.reading.selectors import OwnMark

COLOURS: Final[dict[Colour, str | Promise]] = {
    Colour.YELLOW: _("Yellow"),
    Colour.GREEN: _("Green, underlined"),
    Colour.BLUE: _("Blue, wavy line"),
    Colour.PINK: _("Pink, framed"),
}
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


def sent(mark: OwnMark) -> dict[str, Any]:
    """Returns a mark in the format of the reader's script."""
    held = mark.content
    return {
        "key": str(mark.key),
        "at": milliseconds(mark.changed_at),
        "kind": held.kind.value,
        "cfi": held.cfi,
        "part": held.fraction,
        "colour": held.colour.value if held.colour else "",
        "quote": held.quote,
        "note": held.note,
    }


def milliseconds(at: datetime | None) -> int:
    """Returns a time in milliseconds since 1970; 0 for None."""
    return int(at.timestamp() * 1000) if at else 0


def moment(given: object) -> datetime:
    """Parses a time in milliseconds since 1970; raises ValueError."""
    if type(given) is not int or not 0 < given < LATEST:
        raise ValueError("no time")
    return datetime.fromtimestamp(given / 1000, UTC)


def words() -> dict[str, str]:
    """Returns the script's texts about marks by code, in the active language."""
    names = {colour.value: name for colour, name in COLOURS.items()}
    return {code: str(text) for code, text in (WORDS | names).items()}


def received(text: str) -> list[Change]:
    """Parses changes sent by a device; raises ValueError for anything else."""
    try:
        found = json.loads(text)
        if not isinstance(found, list):
            raise ValueError("no list")
        return [_change(one) for one in found]
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("no marks") from error


def _change(given: Any) -> Change:
    gone = given.get("gone", False)
    return Change(
        key=UUID(given["key"]),
        at=moment(given["at"]),
        content=None if gone is True else _content(given),
    )


def _content(given: Any) -> Content:
    words = [given["cfi"], given["quote"], given["note"]]
    if not all(isinstance(one, str) for one in words) or type(given["part"]) not in (int, float):
        raise ValueError("no mark")
    return Content(
        kind=MarkKind(given["kind"]),
        cfi=given["cfi"],
        fraction=float(given["part"]),
        colour=Colour(given["colour"]) if given["colour"] else None,
        quote=given["quote"],
        note=given["note"],
    )
