"""Titles, who made them, their files and covers."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.files.storage import default_storage
from django.db import models

from rontal.catalogue.rules import Audience
from rontal.kernel import clock
from rontal.kernel.models import SealedFile


class Title(models.Model):
    """A work in one edition, as readers look for it."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=500, blank=True)
    sort_title = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.SmallIntegerField(null=True)
    description = models.TextField(blank=True)
    subjects = ArrayField(models.CharField(max_length=200), default=list)
    classification = models.CharField(max_length=40, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    identifier = models.CharField(max_length=500, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    audience = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Audience], default=Audience.EVERYONE
    )
    accessibility = models.JSONField(default=dict)
    added_at = models.DateTimeField(default=clock.now)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="title_search"),
            models.Index(fields=["sort_title", "id"], name="title_sorted"),
            models.Index(fields=["-added_at", "-id"], name="title_newest"),
            models.Index(fields=["isbn"], condition=~models.Q(isbn=""), name="title_isbn"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=[a.value for a in Audience]), name="known_audience"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_line(self) -> str:
        """Who wrote it: authors, else whoever is named first."""
        people = list(self.contributors.all())
        authors = [person.name for person in people if person.role == "aut"]
        return ", ".join(authors or [person.name for person in people[:1]])


class Contributor(models.Model):
    """Somebody who made a title, in the order of the title page; `role` is a MARC relator."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="contributors")
    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=300)
    role = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["title", "position"], name="one_contributor_a_place")
        ]

    def __str__(self) -> str:
        return self.name


class BookFile(models.Model):
    """The sealed EPUB of a title with what was read from it at import.

    `manifest`: path → [media type, unpacked bytes, font mask]; `spine`: list of
    {path, linear, step, size, type}; `contents`: list of {label, href, children}.
    """

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="book_file")
    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    manifest = models.JSONField()
    spine = models.JSONField()
    contents = models.JSONField()
    fixed_layout = models.BooleanField(default=False)
    right_to_left = models.BooleanField(default=False)
    imported_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.title_id} {self.digest[:8]}"


class Cover(models.Model):
    """The cover of a title: WebP files in the open storage, named by the digest of the original."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="cover")
    digest = models.CharField(max_length=32)
    height = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=7)

    def __str__(self) -> str:
        return self.digest

    @staticmethod
    def storage_name(digest: str, width: int) -> str:
        """Where a width of a cover lies in the storage."""
        return f"covers/{digest[:2]}/{digest}-{width}.webp"

    @staticmethod
    def open(digest: str, width: int) -> bytes:
        """The picture; raises FileNotFoundError."""
        with default_storage.open(Cover.storage_name(digest, width), "rb") as content:
            return bytes(content.read())
