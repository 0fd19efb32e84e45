"""Tables of the import of members. Cells are sealed; hashes identify the same person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.core.models import SealedFile
from rontal.imports.models import AbstractImport, known_state
from rontal.membership.importing.states import RowState
from rontal.membership.models import Member


class Import(AbstractImport):
    """Import of one file of members.

    `columns` is the layout as JSON; the first rows are sealed in `sample`. `done` of `whole` is the
    progress of the dry run in bytes; of an undoing, `done` is the last member processed.
    """

    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=100)
    sample = SealedJSONField(default=list)
    shape = models.CharField(max_length=64)
    lenient = models.BooleanField(default=False)
    inviting_since = models.DateTimeField(null=True)

    class Meta:
        app_label = "membership"
        constraints = [
            known_state("import_state_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="taking"), name="one_import_is_taken_in"
            ),
        ]


class ImportRow(models.Model):
    """Row of an import: its cells, sealed until they are imported, and its errors as codes."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RowState])
    cells = SealedJSONField(null=True)
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    number_hash = models.BinaryField(max_length=32)
    nik_hash = models.BinaryField(max_length=32)

    class Meta:
        app_label = "membership"
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_row_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RowState]), name="import_row_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state", "number"], name="import_row_state"),
            models.Index(
                fields=["run", "number_hash"],
                condition=~Q(number_hash=b""),
                name="import_row_same_number",
            ),
            models.Index(
                fields=["run", "nik_hash"], condition=~Q(nik_hash=b""), name="import_row_same_nik"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.run_id}"


class ImportedMember(models.Model):
    """Origin of an imported member: the import, the former number, and when they were invited and
    claimed the membership.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="imported"
    )
    run = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="members")
    row_number = models.PositiveIntegerField()
    former_number = models.CharField(max_length=60, blank=True)
    invited_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ImportedMember"]] = models.Manager()

    class Meta:
        app_label = "membership"
        constraints = [
            models.UniqueConstraint(fields=["run", "row_number"], name="one_member_a_row")
        ]
        indexes = [
            models.Index(
                Upper("former_number"), condition=~Q(former_number=""), name="former_number"
            ),
            models.Index(
                fields=["run", "member"],
                condition=Q(invited_at__isnull=True, claimed_at__isnull=True),
                name="imported_to_invite",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.member_id} of import {self.run_id}"


class RememberedColumns(models.Model):
    """Meanings that staff chose for the columns of a table with these headings."""

    shape = models.CharField(max_length=64, primary_key=True)
    fields = models.JSONField()
    lenient = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "membership"

    def __str__(self) -> str:
        return self.shape[:12]
