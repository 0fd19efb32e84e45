"""The tables of imports. What came in clean leaves no row here: a million of records would be a
million of rows that nobody reads. A title knows which record of which run made it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rontal.catalogue.importing.kinds import Outcome, Source
from rontal.catalogue.importing.states import ImportState, ProposalState
from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.kernel.models import SealedFile


class Import(models.Model):
    """One run: a file of records, or a list of book files (`ImportFile`).

    `kind` is the format of the records ("marc", "table", …), "" for book files. `title` is the one
    that a file is added to, None where the files say themselves what they are. `columns` is what
    was found out about a table and what staff said of it. The run has come to record `number`
    (`done` of `whole`: bytes, or files); these are written in the transaction that writes the
    titles, so that a killed run goes on where it stood. `counts` says how many records had which
    outcome. `round` counts the dry runs, so that a job of an earlier one keeps nothing more.
    """

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    kind = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.ForeignKey(
        Title, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    file_name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in ImportState],
        default=ImportState.MAPPING,
    )
    options = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    round = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(fields=["title"], name="run_title", condition=Q(title__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ImportState]), name="run_state_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=[s.value for s in Source]), name="run_source_known"
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    def of(self, outcome: Outcome) -> int:
        """How many records had this outcome so far."""
        return int(self.counts.get(outcome.value, 0))

    @property
    def records(self) -> int:
        """How many records or files were looked at so far."""
        return sum(self.of(one) for one in Outcome if one not in (Outcome.GONE, Outcome.KEPT))


class ImportFile(models.Model):
    """A book file that waits to be taken in: sealed already (`file`), or at a `path` of the machine
    that runs the import. `beside` is a metadata file next to it."""

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
    """A record that is not simply new or the same: what became of it, why (codes), and which title
    it belongs to. `filled` is what it gave to a title that was there: names of columns, numbers,
    ids of contributors and subjects; an undo takes that out again."""

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
    """Two titles that may be one edition: `newer` came in by record `number` of a run and looks
    like `older`. Staff join them or leave them apart."""

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
