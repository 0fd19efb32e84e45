"""Files of titles and their covers."""

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from records.codes import Format
from records.covers import RETIRED_WIDTHS, WIDTHS
from rontal.catalogue.models.titles import Title
from rontal.core import clock
from rontal.core.models import SealedFile


class BookFile(models.Model):
    """File of a title with the data read from it at import.

    A file for lending is encrypted (`file`); a file with an open licence is stored unencrypted
    (`open_name`). For EPUB `manifest` maps path to [media type, unpacked bytes, font mask], and
    `spine` is a list of {path, linear, step, size, type}; for image books `manifest` contains the
    page images and `spine` their order; for PDF `spine` is empty and `pages` is the number of
    pages. `contents` is a list of {label, href, children}. `package_identifier` is the EPUB's own,
    the key of its font obfuscation.
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
        """Label of the file in the history of its title."""
        return f"{self.format} {self.digest[:12]}"


class Cover(models.Model):
    """Cover of a title: WebP files in the unencrypted storage, named by the digest of the original.
    `run` is the import that set it, None once somebody set another one; `ladder` is the version of
    the widths that are stored, 0 where unknown."""

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
        return f"covers/{digest[:2]}/{digest}-{width}.webp"

    @staticmethod
    def open(digest: str, width: int) -> tuple[int, bytes]:
        """Returns width and content of a picture: of this width, or of the next wider one that is
        stored. Raises FileNotFoundError."""
        for wide in sorted({*WIDTHS, *RETIRED_WIDTHS}):
            if wide >= width:
                try:
                    with default_storage.open(Cover.storage_name(digest, wide), "rb") as content:
                        return wide, bytes(content.read())
                except FileNotFoundError:
                    continue
        raise FileNotFoundError(Cover.storage_name(digest, width))
