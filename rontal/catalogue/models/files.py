"""Files of titles and their covers."""

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from rontal.catalogue.covers import RETIRED, WIDTHS
from rontal.catalogue.models.titles import Title
from rontal.catalogue.rules import Format
from rontal.kernel import clock
from rontal.kernel.models import SealedFile


class BookFile(models.Model):
    """A file of a title with what was read from it at import.

    A lent file is sealed (`file`); one that its licence leaves open lies plain in the storage
    (`open_name`). For EPUB `manifest`: path → [media type, unpacked bytes, font mask]; `spine`:
    list of {path, linear, step, size, type}; for image books `manifest` has the pages' pictures
    and `spine` their order; for PDF `spine` is empty and `pages` counts. `contents`: list of
    {label, href, children}. `package_identifier` is the EPUB's own, which masks fonts.
    """

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(
        max_length=10, choices=[(f.value, f.value) for f in Format], default=Format.EPUB
    )
    file = models.OneToOneField(SealedFile, on_delete=models.PROTECT, null=True)
    open_name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    package_identifier = models.CharField(max_length=500, blank=True)
    manifest = models.JSONField(default=dict)
    spine = models.JSONField(default=list)
    contents = models.JSONField(default=list)
    fixed_layout = models.BooleanField(default=False)
    right_to_left = models.BooleanField(default=False)
    imported_at = models.DateTimeField(default=clock.now)
    run = models.ForeignKey(
        "catalogue.Import",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="book_files",
        db_index=False,
    )

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(fields=["run", "id"], name="file_run", condition=Q(run__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=[f.value for f in Format]), name="file_format_known"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) ^ Q(open_name=""), name="file_sealed_or_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_id} {self.format} {self.digest[:8]}"

    @property
    def label(self) -> str:
        """As the history of its title names it."""
        return f"{self.format} {self.digest[:12]}"


class Cover(models.Model):
    """The cover of a title: WebP files in the open storage, named by the digest of the original.
    `run` is the import that gave it, as long as nobody has set another one since; `ladder` the
    version of the widths that are known to lie there, 0 where nobody has looked."""

    title = models.OneToOneField(Title, on_delete=models.CASCADE, related_name="cover")
    digest = models.CharField(max_length=32)
    height = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=7)
    ladder = models.PositiveSmallIntegerField(db_default=0, editable=False)
    run = models.ForeignKey(
        "catalogue.Import",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="covers",
        db_index=False,
    )

    class Meta:
        app_label = "catalogue"
        indexes = [
            models.Index(fields=["run", "id"], name="cover_run", condition=Q(run__isnull=False)),
            models.Index(fields=["digest"], name="cover_digest"),
            models.Index(fields=["ladder", "id"], name="cover_ladder"),
        ]

    def __str__(self) -> str:
        return self.digest

    @staticmethod
    def storage_name(digest: str, width: int) -> str:
        """Where a width of a cover lies in the storage."""
        return f"covers/{digest[:2]}/{digest}-{width}.webp"

    @staticmethod
    def open(digest: str, width: int) -> tuple[int, bytes]:
        """The picture with its width: the next wider one where it was drawn before there was this
        width; raises FileNotFoundError."""
        for wide in sorted({*WIDTHS, *RETIRED}):
            if wide >= width:
                try:
                    with default_storage.open(Cover.storage_name(digest, wide), "rb") as content:
                        return wide, bytes(content.read())
                except FileNotFoundError:
                    continue
        raise FileNotFoundError(Cover.storage_name(digest, width))
