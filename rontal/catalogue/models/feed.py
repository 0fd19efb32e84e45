"""Change feed that search indexes read, and tombstones of deleted titles."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now


class TransactionId(models.Field):  # type: ignore[type-arg]
    """Transaction id of PostgreSQL (`xid8`), which shows what is committed."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        return "xid8"


class Change(models.Model):
    """Entry of the change feed: a title was written by a transaction, or its availability changed.
    Triggers write the rows. A reader stores the snapshot of its last read and then takes the rows
    that were not visible in it, so that late commits are not missed. Rows are deleted after three
    days."""

    title_id = models.BigIntegerField()
    transaction = TransactionId(db_default=RawSQL("pg_current_xact_id()", []))
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "catalogue"
        indexes = [models.Index(fields=["transaction", "id"], name="change_order")]

    def __str__(self) -> str:
        return f"{self.title_id}"


class Tombstone(models.Model):
    """Tombstone of a title that readers and protocols knew, with the time of its deletion. A
    trigger writes it; it is never deleted, so that every harvester learns of the deletion."""

    title_id = models.BigIntegerField(primary_key=True)
    language = models.CharField(max_length=35)
    audience = models.CharField(max_length=10)
    classification = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "catalogue"
        indexes = [models.Index(fields=["changed_at", "title_id"], name="tombstone_changed")]

    def __str__(self) -> str:
        return f"{self.title_id}"
