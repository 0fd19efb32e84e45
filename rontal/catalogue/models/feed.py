"""The feed of changes that search indexes follow, and what is kept of titles that are gone."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's own number of the writing transaction, which tells what is committed."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """The column's type."""
        return "xid8"


class Change(models.Model):
    """That a title was written by a transaction, or that what can be had of it changed. Triggers
    write the rows; who follows keeps the snapshot in which it read last, and takes what that did
    not show yet: nothing that commits late is passed over. Rows are kept for three days."""

    title_id = models.BigIntegerField()
    transaction = TransactionId(db_default=RawSQL("pg_current_xact_id()", []))
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "catalogue"
        indexes = [models.Index(fields=["transaction", "id"], name="change_order")]

    def __str__(self) -> str:
        return f"{self.title_id}"


class Tombstone(models.Model):
    """That there was a title which readers and protocols knew, and when its row went. A trigger
    writes it; nothing takes it away, so that whoever harvested the title is told sooner or later.
    """

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
