"""History of titles."""

from django.db import models
from django.db.models import Q

from rontal.catalogue.models.titles import Title
from rontal.catalogue.rules.editing import Act
from rontal.core import clock
from rontal.core.actors import ActorKind


class Revision(models.Model):
    """Change of a title. `changes` maps each changed field to [old, new]: fields of `facts`,
    `state`, `reason`, `cover` and `files`. A title that an import created has no first revision;
    `run` is the import that changed an existing one. The revisions of one batch edit share `batch`;
    `undoes` is the revision that this one undid."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    at = models.DateTimeField(default=clock.now)
    actor_kind = models.CharField(max_length=10, choices=[(k, k) for k in ActorKind])
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Act])
    changes = models.JSONField(default=dict)
    run = models.BigIntegerField(null=True)
    batch = models.UUIDField(null=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="undone_by"
    )

    class Meta:
        app_label = "catalogue"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["title", "-id"], name="revision_of_title"),
            models.Index(fields=["batch"], name="revision_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=[a.value for a in Act]), name="revision_act_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.title_id}"
