"""Persons and bodies, each in one authority form, and what they did for which title."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rontal.catalogue.models.titles import Title
from rontal.catalogue.rules import AgentKind


class Agent(models.Model):
    """A person or body in the form that all titles share. `name` is as people say it, `sort_name`
    as lists order it; `key` is `rules.agent_key`, which finds the same one again; `variants` are
    other forms, searched too."""

    kind = models.CharField(
        max_length=10, choices=[(k.value, k.value) for k in AgentKind], default=AgentKind.PERSON
    )
    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=300)
    dates = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=300, db_collation="C")
    variants = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(
                fields=["joined_to"], name="agent_joined", condition=Q(joined_to__isnull=False)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_agent_a_key"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in AgentKind]), name="agent_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contributor(models.Model):
    """What an agent did for a title, in the order of the title page; `role` is a MARC relator.
    `printed` is the name as this title prints it, "" where it is the agent's."""

    pk = models.CompositePrimaryKey("title", "position")
    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="contributors", db_index=False
    )
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()
    printed = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "catalogue"
        ordering = ["position"]
        indexes = [
            models.Index(fields=["title"], name="contributor_printed", condition=~Q(printed=""))
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.agent_id}"

    @property
    def name(self) -> str:
        """As the title prints it."""
        return self.printed or self.agent.name
