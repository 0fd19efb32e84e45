"""Authorities of persons and bodies, and their contributions to titles."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from records.codes import AgentKind
from rontal.catalogue.models.titles import Title


class Agent(models.Model):
    """Authority record of a person or body, shared by all titles. `name` is in natural order,
    `sort_name` in list order; `key` is `rules.agent_key`, by which an import finds the agent;
    `variants` are other forms of the name, which search finds as well."""

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
    """Contribution of an agent to a title, in the order of the title page; `role` is a MARC relator
    code. `printed` is the name as this title prints it, "" where it equals the agent's name."""

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
        """Name as the title prints it."""
        return self.printed or self.agent.name
