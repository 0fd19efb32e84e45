"""Factories of marks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.reading import services
from rontal.reading.rules import Change, Colour, Content, MarkKind

PLACE = "epubcfi(/6/4!/4,/2/1:0,/2/1:20)"


def content(**changes: Any) -> Content:
    """Returns the content of a highlight."""
    usual = {
        "kind": MarkKind.HIGHLIGHT,
        "cfi": PLACE,
        "fraction": 0.25,
        "colour": Colour.GREEN,
        "quote": "air datang bergiliran",
        "note": "",
    }
    return Content(**{**usual, **changes})  # type: ignore[arg-type]


def change(key: UUID | None = None, *, ago: int = 0, gone: bool = False, **changes: Any) -> Change:
    """Returns a device's change, made this number of seconds ago."""
    at: datetime = clock.now() - timedelta(seconds=ago)
    return Change(key or uuid4(), at, None if gone else content(**changes))


def marked(loan: Loan, actor: Actor, *changes: Change) -> None:
    """Sends changes to the service."""
    services.store_marks(loan_id=loan.pk, changes=changes or (change(),), actor=actor)
