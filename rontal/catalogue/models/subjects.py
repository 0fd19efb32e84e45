"""Subjects and their titles."""

from django.db import models
from django.db.models import Q

from rontal.catalogue.models.titles import Title


class Subject(models.Model):
    """Subject heading; `key` is its folded form, so that spellings of one heading share a row."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_collation="C")
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(
                fields=["joined_to"], name="subject_joined", condition=Q(joined_to__isnull=False)
            )
        ]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_subject_a_key")]

    def __str__(self) -> str:
        return self.name


class TitleSubject(models.Model):
    """Subject of a title, in the order of the record."""

    pk = models.CompositePrimaryKey("title", "subject")
    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="subjects", db_index=False
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="titles")
    position = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "catalogue"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.title_id} {self.subject_id}"
