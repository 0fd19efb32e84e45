"""Abstract model of an import; each app has its own tables of imports and rows."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.imports.states import ImportState


class AbstractImport(models.Model):
    """Import of a file or of several. A subclass has the fields `file` and `file_name`.

    `columns` holds what was recognised about a table and the mapping that staff chose. `done` of
    `whole` is the progress of a job. `round` counts the dry runs, so that a job of an earlier one
    writes nothing any more. `error` is the code of the error that ended the import.
    """

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in ImportState],
        default=ImportState.MAPPING,
    )
    columns = models.JSONField(default=dict)
    round = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"import {self.pk}"

    @classmethod
    def lock(cls, import_id: int, **conditions: Any) -> Self | None:
        """Returns the import, locked until the transaction ends, so that no two workers process the
        same batch; None where it does not fulfil the conditions, such as `state=…`."""
        rows = cls._default_manager.select_for_update(no_key=True, of=("self",))
        return rows.filter(pk=import_id, **conditions).first()

    @property
    def percent(self) -> int:
        """Progress of a job from 0 to 100."""
        return min(100, self.done * 100 // max(self.whole, 1))


def known_state(name: str) -> models.CheckConstraint:
    """Returns the constraint that only states of `ImportState` are stored."""
    return models.CheckConstraint(condition=Q(state__in=[s.value for s in ImportState]), name=name)
