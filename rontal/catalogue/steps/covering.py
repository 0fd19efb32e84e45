"""Stores covers of titles: the pictures and the database row."""

from typing import Final

from records.covers import CoverPictures
from rontal.catalogue import book_storage
from rontal.catalogue.models import Cover, Title

CoverFacts = list[str | int] | None
_COLUMNS: Final = ("digest", "height", "colour")


def store(pictures: CoverPictures) -> None:
    """Stores all widths of a cover, outside any transaction. Idempotent."""
    book_storage.store_cover(pictures)


def facts_of(title_id: int) -> CoverFacts:
    """Returns digest, height and colour of a title's cover, None where it has none."""
    row = Cover.objects.filter(title=title_id).values_list(*_COLUMNS).first()
    return list(row) if row else None


def set_cover_columns(title: Title, cover_facts: CoverFacts, *, ladder: int = 0) -> None:
    """Sets or removes the cover of a title; it no longer belongs to an import. `ladder` is the
    version of the stored widths; a job redraws covers of older versions."""
    if cover_facts is None:
        Cover.objects.filter(title=title).delete()
        return
    values = dict(zip(_COLUMNS, cover_facts, strict=True)) | {"run": None, "ladder": ladder}
    Cover.objects.update_or_create(title=title, defaults=values)
