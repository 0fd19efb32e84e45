"""Versions of the service standard. A database trigger refuses changes of a published version."""

from typing import Any

from django.db import models
from django.db.models import Q

from rontal.core import clock
from rontal.standard.publication.rules import Part
from rontal.standard.states import StandardState


class StandardVersion(models.Model):
    """Version with its decree. At most one is a draft; a published one has a complete decree."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in StandardState],
        default=StandardState.DRAFT,
    )
    decree_number = models.CharField(max_length=80, blank=True)
    decree_date = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_office = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=StandardState.DRAFT), name="one_standard_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in StandardState]),
                name="standard_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=StandardState.DRAFT)
                | Q(
                    ~Q(decree_number=""),
                    ~Q(signatory_name=""),
                    ~Q(signatory_office=""),
                    decree_date__isnull=False,
                    in_force_from__isnull=False,
                    published_at__isnull=False,
                ),
                name="published_standard_has_its_decree",
            ),
        ]

    def __str__(self) -> str:
        return f"standard {self.number} ({self.state})"


class StandardComponent(models.Model):
    """One of the 14 components of a version; `rows` (JSON) are parts of the time or complaint
    channels.
    """

    version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="components"
    )
    part = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Part])
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    rows: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "part"], name="one_component_a_part"),
            models.CheckConstraint(
                condition=Q(part__in=[p.value for p in Part]), name="standard_part_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.version_id}"
