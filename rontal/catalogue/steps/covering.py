"""Covers of titles: pictures into the storage, the row beside the title."""

from typing import Final

from rontal.catalogue import stored
from rontal.catalogue.covers import CoverPictures
from rontal.catalogue.models import Cover, Title

CoverFacts = list[str | int] | None
_COLUMNS: Final = ("digest", "height", "colour")


def keep(pictures: CoverPictures) -> None:
    """Puts the widths into the storage, outside of any transaction; twice changes nothing."""
    stored.keep_cover(pictures)


def facts_of(title_id: int) -> CoverFacts:
    """Digest, height and colour of a title's cover, None where it has none."""
    found = Cover.objects.filter(title=title_id).values_list(*_COLUMNS).first()
    return list(found) if found else None


def put(title: Title, said: CoverFacts, *, ladder: int = 0) -> None:
    """Makes this the cover of a title, or takes it away; it is no import's any more. `ladder` is
    the version of the widths that were drawn; a job completes a cover of a former one."""
    if said is None:
        Cover.objects.filter(title=title).delete()
        return
    values = dict(zip(_COLUMNS, said, strict=True)) | {"run": None, "ladder": ladder}
    Cover.objects.update_or_create(title=title, defaults=values)
