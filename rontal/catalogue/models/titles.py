"""Titles, series and identifiers."""

from django.db import models
from django.db.models import Q

from records.codes import Audience
from rontal.catalogue.states import TitleState
from rontal.core import clock


class Series(models.Model):
    """Series of titles; `key` is its folded name."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_collation="C")
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(
                fields=["joined_to"], name="series_joined", condition=Q(joined_to__isnull=False)
            )
        ]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_series_a_key")]

    def __str__(self) -> str:
        return self.name


class Title(models.Model):
    """One edition of a work: the unit that readers search and borrow.

    `match_key` is `rules.match_key` of title, first author and year, None where these identify
    nothing. `run` and `record_number` name the import and the record that created the title,
    `record_digest` is 64 bits of that record, by which a repeated import recognises it.
    `changed_at` is the datestamp that protocols publish; code that changes anything belonging to
    the title must set it. A database trigger adds every write to the change feed.
    """

    slug = models.SlugField(max_length=100, db_index=False)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=500, blank=True)
    sort_title = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    publisher = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    year = models.SmallIntegerField(null=True)
    edition = models.CharField(max_length=200, blank=True)
    extent = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    classification = models.CharField(max_length=40, blank=True)
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, related_name="titles", db_index=False
    )
    series_number = models.CharField(max_length=40, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    audience = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Audience], default=Audience.EVERYONE
    )
    age_from = models.SmallIntegerField(null=True)
    age_to = models.SmallIntegerField(null=True)
    accessibility = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in TitleState], default=TitleState.PUBLIC
    )
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    match_key = models.BigIntegerField(null=True)
    run = models.ForeignKey(
        "catalogue.Import",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="titles",
        db_index=False,
    )
    record_number = models.PositiveIntegerField(null=True, editable=False)
    record_digest = models.BigIntegerField(null=True, editable=False)
    added_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(fields=["sort_title", "id"], name="title_sorted"),
            models.Index(fields=["-added_at", "-id"], name="title_newest"),
            models.Index(fields=["changed_at", "id"], name="title_changed"),
            models.Index(fields=["match_key"], name="title_match"),
            models.Index(fields=["run", "id"], name="title_run", condition=Q(run__isnull=False)),
            models.Index(fields=["record_digest"], name="title_record"),
            models.Index(fields=["series"], name="title_series", condition=Q(series__isnull=False)),
            models.Index(
                fields=["joined_to"], name="title_joined", condition=Q(joined_to__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="one_title_a_slug"),
            models.CheckConstraint(
                condition=Q(audience__in=[a.value for a in Audience]), name="known_audience"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in TitleState]), name="title_state_known"
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) ^ Q(state=TitleState.JOINED),
                name="title_joined_to_one",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=models.F("age_from")),
                name="title_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_line(self) -> str:
        """Authors, or the first contributor where there is no author."""
        people = list(self.contributors.all())
        authors = [person.name for person in people if person.role == "aut"]
        return ", ".join(authors or [person.name for person in people[:1]])


class Identifier(models.Model):
    """Identifier of a title. `scheme` is one of `record.Scheme`; an ISBN has 13 digits, a control
    number is written "source:number"."""

    title = models.ForeignKey(
        Title, on_delete=models.CASCADE, related_name="identifiers", db_index=False
    )
    scheme = models.CharField(max_length=10)
    value = models.CharField(max_length=300)

    class Meta:
        app_label = "catalogue"
        constraints = [
            models.UniqueConstraint(
                fields=["title", "scheme", "value"], name="one_identifier_a_title"
            )
        ]
        indexes = [
            models.Index(fields=["value", "scheme"], name="identifier_value"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
