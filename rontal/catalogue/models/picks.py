"""Recommendations of the library's staff."""

from django.db import models
from django.db.models import F, Q

from rontal.catalogue.models.titles import Title


class Pick(models.Model):
    """Recommended title, in the order of `position`; `note` is the reason shown to readers. It is
    shown from the day `since` until the day `until`, both included."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="pick")
    position = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        app_label = "catalogue"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pick_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.title_id}"
