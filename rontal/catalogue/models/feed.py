"""The feed of changes that search indexes follow."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's own number of the writing transaction, which tells what is committed."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        """The column's type."""
        return "xid8"


class Change(models.Model):
    """That a title was written by a transaction. Triggers write the rows; who follows reads, in
    the order of (transaction, id), only transactions that are older than every running one:
    nothing that commits late is passed over."""

    title_id = models.BigIntegerField()
    transaction = TransactionId(db_default=RawSQL("pg_current_xact_id()", []))

    class Meta:
        app_label = "catalogue"
        indexes = [models.Index(fields=["transaction", "id"], name="change_order")]

    def __str__(self) -> str:
        return f"{self.title_id}"
