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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from rontal.core import atomic_files, clock, events, sealing
from rontal.core.errors import SealBroken
from rontal.core.models import Erasure, Event
from rontal.core.statements import BATCH

CONTEXT: Final = "core.erasures"
NAME: Final = "erasures.list"
HEAD: Final = "rontal erasures 2 "
ROUNDS: Final = 10
"""Events that events of a repeated erasure cause, at most one after another."""
logger = logging.getLogger(__name__)
Repeat = Callable[[str, datetime], None]
REPEATS: Final[dict[str, Repeat]] = {}
_REPEATING: Final = ContextVar("repeating", default=False)


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
    """Notes an erasure in the caller's transaction. One that waits to be repeated gets this later
    moment, unless this is its repetition. Raises KeyError for an unknown kind.
    """
    REPEATS[kind]
    noted = Erasure(kind=kind, reference=str(reference), at=clock.now())
    same = Erasure.objects.filter(kind=kind, reference=noted.reference, repeat=True)
    if not (same.exists() if _REPEATING.get() else same.update(at=noted.at)):
        noted.save(force_insert=True)


def entries() -> set[Entry]:
    """Returns the entries in the database."""
    return {Entry(*row) for row in Erasure.objects.values_list("kind", "reference", "at")}


def path() -> Path:
    """Returns where the list is written."""
    return Path(settings.HOME) / NAME


def write(days: int) -> bool:
    """Writes the list where it changed; says whether it did.

    Entries of the existing list that are younger than this stay in it, so that the loss of the
    database does not end them. A list that cannot be read is moved aside.
    """
    state = _state()
    if _written_state(path()) == state:
        return False
    save(entries() | _younger(days), state)
    return True


def save(known: Iterable[Entry], state: Sequence[object] = ()) -> None:
    """Writes these entries as the list, each line sealed. The first line has, sealed too, their
    number, and the state of the database that the list is up to date with.
    """
    lines = [_sealed([kind, name, at.isoformat()]) for kind, name, at in sorted(known)]
    with atomic_files.atomic_write(path(), replace=True) as part:
        part.touch(mode=0o600)
        part.write_text("\n".join([HEAD + _sealed([len(lines), *state]), *lines]) + "\n")


def read(source: Path) -> set[Entry]:
    """Returns the entries of a list; raises ValueError for one that is not readable or whole."""
    head, *lines = source.read_text().splitlines() or [""]
    found = {_entry(line, source) for line in lines if line}
    number, *_state = _opened(head.removeprefix(HEAD), source)
    if number != len(found):
        raise ValueError(f"{source} is not whole: it has {len(found)} of {number} entries")
    return found


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
        with transaction.atomic(), _repeating():
            if repeats := REPEATS.get(row.kind):
                repeats(row.reference, row.at)
        _notify_subscribers(before)
        Erasure.objects.filter(pk=row.pk).update(repeat=False)
    except Exception:
        logger.exception("an erasure of %s could not be repeated", row.kind)
        return False
    return True


@contextmanager
def _repeating() -> Iterator[None]:
    token = _REPEATING.set(True)
    try:
        yield
    finally:
        _REPEATING.reset(token)


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


def _state() -> list[object]:
    """Returns what changes with the entries in the database and with the key that seals them."""
    rows = Erasure.objects.aggregate(number=Count("pk"), newest=Max("pk"), at=Max("at"))
    at = rows["at"].isoformat() if rows["at"] else ""
    return [sealing.ring().active, rows["number"], rows["newest"] or 0, at]


def _written_state(target: Path) -> list[object] | None:
    """Returns the state that a list is up to date with; None where there is no readable list."""
    try:
        with target.open() as source:
            return _opened(source.readline().strip().removeprefix(HEAD), target)[1:]
    except (OSError, ValueError):
        return None


def _younger(days: int) -> set[Entry]:
    """Returns the entries of the existing list that are younger than this."""
    if not path().exists():
        return set()
    since = clock.now() - timedelta(days=days)
    try:
        return {entry for entry in read(path()) if entry.at >= since}
    except ValueError as error:
        aside = path().with_name(f"{NAME}.unreadable-{clock.now():%Y%m%dT%H%M%SZ}")
        path().replace(aside)
        logger.error("%s; it was moved to %s", error, aside.name)  # noqa: TRY400
        return set()


def _sealed(value: list[object]) -> str:
    return base64.b64encode(sealing.seal_json(value, context=CONTEXT)).decode()


def _opened(line: str, source: Path) -> list[Any]:
    try:
        sealed = base64.b64decode(line, validate=True)
        value: list[Any] = sealing.unseal_json(sealed, context=CONTEXT)
    except (binascii.Error, SealBroken, ValueError):
        raise ValueError(f"{source} has a line that no key of RONTAL_SEAL_KEYS opens") from None
    return value


def _entry(line: str, source: Path) -> Entry:
    kind, reference, at = _opened(line, source)
    return Entry(kind, reference, datetime.fromisoformat(at))
