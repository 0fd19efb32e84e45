"""Models of imports. Records that were imported without remarks have no row here, which keeps an
import of a million records small; `Title.run` and `Title.record_number` name their record."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rontal.catalogue.importing.kinds import Outcome, Source
from rontal.catalogue.importing.states import ProposalState
from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.models import SealedFile
from rontal.imports.models import AbstractImport, known_state


class Import(AbstractImport):
    """Import of a file of records or of a list of book files (`ImportFile`).

    `kind` is the format of the records ("marc", "table", …), "" for book files. `title` is the
    title that a file is added to, else None. `number` is the last record processed, `done` and
    `whole` are bytes or files; they are updated in the transaction that writes the titles, so that
    a killed import continues where it stopped. `counts` maps outcomes to numbers of records.
    """

    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    kind = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.ForeignKey(
        Title, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    file_name = models.CharField(max_length=200)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(fields=["title"], name="run_title", condition=Q(title__isnull=False))
        ]
        constraints = [
            known_state("run_state_known"),
            models.CheckConstraint(
                condition=Q(source__in=[s.value for s in Source]), name="run_source_known"
            ),
        ]

    def of(self, outcome: Outcome) -> int:
        """Returns the number of records with this outcome so far."""
        return int(self.counts.get(outcome.value, 0))

    @property
    def records(self) -> int:
        """Number of records or files processed so far."""
        return sum(self.of(one) for one in Outcome if one not in (Outcome.GONE, Outcome.KEPT))


class ImportFile(models.Model):
    """Book file that waits to be imported: stored encrypted (`file`), or at a `path` on the machine
    that runs the import. `beside` is the content of a metadata file next to it."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    path = models.TextField(blank=True)
    beside = models.TextField(blank=True)
    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    size = models.BigIntegerField(default=0)

    class Meta:
        app_label = "catalogue"
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_run_file_a_number")
        ]

    def __str__(self) -> str:
        return f"file {self.number} of import {self.run_id}"


class ImportRow(models.Model):
    """Report row of a record that needs a remark or changed a title: its outcome, reasons (codes),
    and title. `filled` is what it added to an existing title: names of columns, numbers, ids of
    contributors and subjects; an undo removes that again."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    codes = ArrayField(models.CharField(max_length=60), default=list)
    label = models.CharField(max_length=300, blank=True)
    title = models.ForeignKey(Title, on_delete=models.SET_NULL, null=True, related_name="+")
    filled = models.JSONField(null=True)

    class Meta:
        app_label = "catalogue"
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_run_row_a_number"),
            models.CheckConstraint(
                condition=Q(outcome__in=[o.value for o in Outcome]), name="run_row_outcome_known"
            ),
        ]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="run_row_outcome")]

    def __str__(self) -> str:
        return f"record {self.number} of import {self.run_id}"


class Proposal(models.Model):
    """Pair of titles that may be the same edition: `newer` was created from record `number` of an
    import and looks like `older`. Staff join them or keep them apart."""

    older = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+", db_index=False)
    newer = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in ProposalState],
        default=ProposalState.OPEN,
    )
    made_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        app_label = "catalogue"
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="one_proposal_a_pair"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ProposalState]), name="proposal_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="open"), name="proposal_open"),
            models.Index(fields=["run"], name="proposal_run"),
        ]

    def __str__(self) -> str:
        return f"{self.newer_id} like {self.older_id}"
