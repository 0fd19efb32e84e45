"""List of erasures that a restore of an older backup repeats.

An erasure that a person or staff decided is noted in `core_erasure`, in the same transaction. No
backup has the rows of this table: they are also written, sealed, to `erasures.list` in the home,
which is copied apart from the backups. After a restore `repeat` erases again what came back.

An entry refers to its subject by a random code or key, never by a number that a restored sequence
could give to somebody else. It has no personal data.
"""

import base64
import binascii
import logging
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from rontal.core import clock, events, sealing
from rontal.core.errors import SealBroken
from rontal.core.models import Erasure, Event
from rontal.core.statements import BATCH

CONTEXT: Final = "core.erasures"
NAME: Final = "erasures.list"
ROUNDS: Final = 10
"""Events that events of a repeated erasure cause, at most one after another."""
logger = logging.getLogger(__name__)
Repeat = Callable[[str, datetime], None]
REPEATS: Final[dict[str, Repeat]] = {}


class Entry(NamedTuple):
    """Erasure: its kind, the random reference of its subject, and when it was decided."""

    kind: str
    reference: str
    at: datetime


def repeated(kind: str) -> Callable[[Repeat], Repeat]:
    """Decorator of a function that repeats erasures of this kind.

    It gets reference and moment. It does nothing where the subject is unknown or erased, and leaves
    alone what is younger than the moment. It runs in a transaction of its own.
    """

    def register(function: Repeat) -> Repeat:
        if kind in REPEATS:
            raise ValueError(f"{kind} is repeated twice")
        REPEATS[kind] = function
        return function

    return register


def note(kind: str, reference: object) -> None:
    """Notes an erasure in the caller's transaction, unless it is being repeated. Raises KeyError
    for an unknown kind.
    """
    REPEATS[kind]
    noted = Erasure(kind=kind, reference=str(reference), at=clock.now())
    if not Erasure.objects.filter(kind=kind, reference=noted.reference, repeat=True).exists():
        noted.save(force_insert=True)


def entries() -> set[Entry]:
    """Returns the entries in the database."""
    return {Entry(*row) for row in Erasure.objects.values_list("kind", "reference", "at")}


def path() -> Path:
    """Returns where the list is written."""
    return Path(settings.HOME) / NAME


def write() -> bool:
    """Writes the list where it changed; says whether it did. Every line is sealed."""
    head = _head()
    target = path()
    if target.exists() and target.read_text().partition("\n")[0] == head:
        return False
    lines = [head, *(_sealed(entry) for entry in sorted(entries()))]
    part = target.with_name(f".{NAME}.{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_text("\n".join(lines) + "\n")
    part.replace(target)
    return True


def read(source: Path) -> set[Entry]:
    """Returns the entries of a list; raises ValueError for one that is not readable."""
    lines = source.read_text().splitlines()[1:]
    return {_opened(line, source) for line in lines if line}


def add(known: Iterable[Entry]) -> int:
    """Adds entries that the database lacks, to be repeated; returns their number."""
    missing = sorted(set(known) - entries())
    rows = [Erasure(**one._asdict(), repeat=True) for one in missing]
    Erasure.objects.bulk_create(rows, batch_size=BATCH)
    return len(missing)


def repeat() -> int:
    """Repeats the erasures that were added; returns their number.

    Each is a transaction of its own; one that fails is logged, and the next call tries it again.
    What the events cause in other apps is done at once, as nothing may be served before.
    """
    waiting = Erasure.objects.filter(repeat=True).order_by("at", "pk")
    return sum(_repeat(row) for row in list(waiting))


def waiting() -> int:
    """Returns how many erasures wait to be repeated."""
    return Erasure.objects.filter(repeat=True).count()


def sweep(days: int) -> int:
    """Deletes entries older than this; returns their number."""
    before = clock.now() - timedelta(days=days)
    return Erasure.objects.filter(at__lt=before, repeat=False).delete()[0]


def _repeat(row: Erasure) -> bool:
    before = events.newest()
    try:
        with transaction.atomic():
            if repeats := REPEATS.get(row.kind):
                repeats(row.reference, row.at)
            Erasure.objects.filter(pk=row.pk).update(repeat=False)
    except Exception:
        logger.exception("an erasure of %s could not be repeated", row.kind)
        return False
    _notify_subscribers(before)
    return True


def _notify_subscribers(before: int) -> None:
    """Runs the subscribers of new events now; their jobs run again later, which changes nothing."""
    for _round in range(ROUNDS):
        caused = list(Event.objects.filter(pk__gt=before).order_by("pk"))
        for event in caused:
            for subscriber in events.SUBSCRIBERS.get(event.name, {}).values():
                subscriber(event)
        if not caused:
            return
        before = caused[-1].pk


def _head() -> str:
    """Returns the first line: it changes with the list and with the key that seals it."""
    newest = Erasure.objects.aggregate(newest=Max("pk"))["newest"] or 0
    number = Erasure.objects.count()
    return f"rontal erasures 1 {sealing.ring().active} {number} {newest}"


def _sealed(entry: Entry) -> str:
    value = [entry.kind, entry.reference, entry.at.isoformat()]
    return base64.b64encode(sealing.seal_json(value, context=CONTEXT)).decode()


def _opened(line: str, source: Path) -> Entry:
    try:
        sealed = base64.b64decode(line, validate=True)
        kind, reference, at = sealing.unseal_json(sealed, context=CONTEXT)
        return Entry(kind, reference, datetime.fromisoformat(at))
    except (binascii.Error, SealBroken, ValueError):
        raise ValueError(f"{source} has a line that no key of RONTAL_SEAL_KEYS opens") from None
