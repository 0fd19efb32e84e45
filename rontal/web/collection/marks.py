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
    "copied": _("Copied. From this loan you may copy {left} characters more."),
    "uncopied": _("This browser did not take the words. Try again."),
    "uncounted": _(
        "Words of this book are copied with network only, because the library counts them."
    ),
}
WORDS: Final[dict[str, str | Promise]] = {
    "bookmark": _("Bookmark"),
    "picked": _("Selected:"),
    "marked": _("Highlighted."),
    "bookmarked": _("The page has a bookmark."),
    "removed": _("Removed."),
    "restored": _("It is back."),
    "change": _("Change"),
    "pause": _("Pause"),
    "resume": _("Go on"),
    "halted": _("The search was stopped. Search again to go on."),
    "unreached": _(
        "The library cannot be reached. Search again when there is a connection; a borrowed book"
        " that is kept on this device is searched without one."
    ),
    "looking": _("Looking…"),
    "unfound": _("The book could not be searched. Try again."),
    "newer": _("You went on reading on another device:"),
    "back": _("Back to"),
    "unspoken": _("The voice of this browser did not read. Choose another one under Display."),
    "full": _(
        "You have reached the limit of bookmarks, highlights and notes in this book. Remove some "
        "first."
    ),
    "offline": _("There is no network. What you mark here is sent later."),
    "refused": _("This mark could not be kept."),
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
