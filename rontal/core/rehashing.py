"""Rotation of the hash key: stored hashes whose value stands sealed beside them are made anew under
the active key.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, models, transaction

from rontal.core import clock, lasting_hashes, sealing
from rontal.core.errors import SealBroken
from rontal.core.models import HashKey
from rontal.core.sealing import Rotated

CHUNK: Final = 500


@dataclass(frozen=True)
class Remaining:
    """Hashes that may be under a former key: what they are of, the most that there are, and until
    when; None for no known end.
    """

    what: str
    count: int
    until: datetime | None = None


@dataclass(frozen=True)
class HashedColumn:
    """Column of keyed hashes. `hashes` returns the hashes of a row's value under all keys, the
    active key's first; none for a row without a value.
    """

    model: type[models.Model]
    name: str
    hashes: Callable[[Any], list[bytes]]

    def rotate(self) -> Iterator[Rotated]:
        """Replaces the hashes that are of a former key; yields its progress.

        Safe while the system is running, to interrupt and to repeat: a hash is replaced only if it
        is still the one that was read. A row whose hash is of no key, whose value does not open, or
        whose new hash another row has, is left unchanged and named in `Rotated.shut`.
        """
        rows = self.model._base_manager.exclude(**{self.name: None}).exclude(**{self.name: b""})
        total, done, last = rows.count(), 0, None
        while chunk := _next_rows(rows, last):
            for row in chunk:
                done, last = done + 1, row.pk
                shut = "" if self._rehash(row) else f"{self.model._meta.label_lower} {row.pk}"
                yield Rotated(done, max(done, total), shut)

    def count_unknown(self, newest: int) -> int:
        """Counts those of the newest rows whose hash is of no key in the environment."""
        rows = self.model._base_manager.exclude(**{self.name: None}).exclude(**{self.name: b""})
        return sum(self._is_unknown(row) for row in rows.order_by("-pk")[:newest])

    def _is_unknown(self, row: models.Model) -> bool:
        hashes = self._hashes(row)
        return bool(hashes) and bytes(getattr(row, self.name)) not in hashes

    def _hashes(self, row: models.Model) -> list[bytes]:
        try:
            return self.hashes(row)
        except SealBroken:
            return []

    def _rehash(self, row: models.Model) -> bool:
        stored, hashes = bytes(getattr(row, self.name)), self._hashes(row)
        if stored not in hashes:
            return False
        same = self.model._base_manager.filter(pk=row.pk, **{self.name: stored})
        try:
            with transaction.atomic():
                if stored != hashes[0]:
                    same.update(**{self.name: hashes[0]})
        except IntegrityError:
            return False
        return True


def begin() -> HashKey:
    """Stores the sub-keys of lasting hashes, and since when the active key is in use, once."""
    lasting_hashes.store_sub_keys()
    active = lasting_hashes.fingerprint(sealing.hash_keys()[0])
    return HashKey.objects.get_or_create(fingerprint=active, defaults={"since": clock.now()})[0]


def active_since() -> datetime | None:
    """Returns since when the active key is in use; None where `rotate-keys` never ran with it."""
    active = lasting_hashes.fingerprint(sealing.hash_keys()[0])
    return HashKey.objects.filter(fingerprint=active).values_list("since", flat=True).first()


def rotate_all(columns: Iterable[HashedColumn]) -> Iterator[Rotated]:
    """Rotates several columns; yields the progress of each."""
    for column in columns:
        yield from column.rotate()


def _next_rows(rows: "models.QuerySet[Any]", last: Any) -> list[Any]:
    following = rows if last is None else rows.filter(pk__gt=last)
    return list(following.order_by("pk")[:CHUNK])
