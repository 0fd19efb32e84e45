"""Taking the record of events out of the house: that, too, stands on record."""

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.desk import events
from rontal.desk.selectors.record import Entry, Wish, everything
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.kernel.events import emit, newest

HEAD = ("id", "at", "who", "actor_kind", "actor_id", "event", "sentence", "about", "details")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins like this for a formula."""


class Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def export(*, wish: Wish, actor: Actor) -> Iterator[str]:
    """The record as lines of CSV, the newest first, read piece by piece; records who took it.

    Raises NotAllowed.
    """
    if actor.id is None or not actor.has_any(Role.ADMINISTRATOR):
        raise NotAllowed
    up_to = newest()
    data = {
        "who": wish.who,
        "event": wish.event,
        "code": wish.code,
        "first": str(wish.first or ""),
        "last": str(wish.last or ""),
    }
    emit(events.RECORD_EXPORTED, actor=actor, subject=User.objects.get(pk=actor.id), data=data)
    return _lines(everything(wish, up_to=up_to))


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEAD)
    for entry in entries:
        event = entry.event
        row = [
            event.pk,
            timezone.localtime(event.at).isoformat(timespec="seconds"),
            entry.who,
            event.actor_kind,
            event.actor_id,
            event.name,
            entry.sentence,
            entry.about,
            entry.details,
        ]
        yield writer.writerow([plain_cell(cell) for cell in row])


def plain_cell(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
