"""Tables of the core: events, sealed files and rate counters."""

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from rontal.core import clock
from rontal.core.actors import ActorKind
from rontal.core.fields import SealedJSONField


class Event(models.Model):
    """Something that happened. Rows are written by `events.emit` and, for the demo library's past,
    by `events.write_past`. They never change, but for the references to persons of old ones
    (`event_references`): a database trigger refuses every other UPDATE, and DELETE.
    """

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10, choices=[(k, k) for k in ActorKind])
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["name", "id"], name="event_name"),
            models.Index(fields=["actor_id", "id"], name="event_actor"),
            BrinIndex(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_type}/{self.subject_id}"


class SealedFile(models.Model):
    """Sealed file in the storage. Opening a `personal` file is recorded with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=30)
    personal = models.BooleanField()
    content_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    key_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @property
    def storage_name(self) -> str:
        text = str(self.pk)
        return f"sealed/{text[:2]}/{text}"


class Erasure(models.Model):
    """Erasure that a restore of an older backup repeats (`core.erasures`); not part of backups.

    `reference` is a random code or key of the subject. `repeat` is set after a restore, until the
    erasure is repeated.
    """

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)
    repeat = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class HashKey(models.Model):
    """Hash key that `rotate-keys` has seen, and since when it was the active one.

    `lasting` is set on the library's first key: sub-keys of the hashes that never change, in Base64
    by purpose (`core.lasting_hashes`), sealed.
    """

    fingerprint = models.CharField(max_length=16, primary_key=True)
    since = models.DateTimeField(default=clock.now)
    lasting = SealedJSONField(null=True)

    def __str__(self) -> str:
        return f"hash key {self.fingerprint}"


class Sweep(models.Model):
    """Number of rows of a kind that jobs erased on one day (`core.retention`): last run and all."""

    kind = models.CharField(max_length=60)
    day = models.DateField()
    at = models.DateTimeField()
    last = models.PositiveIntegerField()
    total = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="one_sweep_a_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Counter(models.Model):
    """Number of attempts in a time window (rate limits). The key is a keyed hash."""

    key = models.BinaryField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"
