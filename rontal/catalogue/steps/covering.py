"""Stores covers of titles: the pictures and the database row."""

from typing import Final

from rontal.catalogue import stored
from rontal.catalogue.covers import CoverPictures
from rontal.catalogue.models import Cover, Title

CoverFacts = list[str | int] | None
_COLUMNS: Final = ("digest", "height", "colour")


def keep(pictures: CoverPictures) -> None:
    """Stores all widths of a cover, outside any transaction. Idempotent."""
    stored.keep_cover(pictures)


def facts_of(title_id: int) -> CoverFacts:
    """Returns digest, height and colour of a title's cover, None where it has none."""
    found = Cover.objects.filter(title=title_id).values_list(*_COLUMNS).first()
    return list(found) if found else None


def put(title: Title, said: CoverFacts, *, ladder: int = 0) -> None:
    """Sets or removes the cover of a title; it no longer belongs to an import. `ladder` is the
    version of the stored widths; a job redraws covers of older versions."""
    if said is None:
        Cover.objects.filter(title=title).delete()
        return
    values = dict(zip(_COLUMNS, said, strict=True)) | {"run": None, "ladder": ladder}
    Cover.objects.update_or_create(title=title, defaults=values)
