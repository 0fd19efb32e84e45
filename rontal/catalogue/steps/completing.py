"""Redraws covers that were stored for an older version of the widths."""

import logging
from typing import Final

from django.core.files.storage import default_storage

from records import covers
from rontal.catalogue import book_storage
from rontal.catalogue.models import Cover

AT_ONCE: Final = 100
"""Number of covers per database query."""
MAX_COVERS: Final = 2_000
"""Most covers of one run of the job."""
logger = logging.getLogger(__name__)


def complete_covers(most: int = MAX_COVERS) -> int:
    """Draws missing widths of at most `most` covers and deletes retired ones; returns the number of
    covers checked. Idempotent."""
    done = 0
    while done < most and (outdated := _outdated(min(AT_ONCE, most - done))):
        for pk, digest in outdated:
            complete(digest)
            Cover.objects.filter(pk=pk, digest=digest).update(ladder=covers.LADDER)
        done += len(outdated)
    return done


def complete(digest: str) -> None:
    """Draws the missing widths of one cover from its widest picture. A lost or damaged picture is
    left as it is."""
    widest = Cover.storage_name(digest, max(covers.WIDTHS))
    if all(default_storage.exists(Cover.storage_name(digest, one)) for one in covers.WIDTHS):
        book_storage.erase_widths(digest, covers.RETIRED_WIDTHS)
        return
    try:
        with default_storage.open(widest, "rb") as content:
            picture = covers.open_stored(content.read())
    except FileNotFoundError:
        picture = None
    if picture is None:
        logger.warning("cover %s cannot be drawn in new widths", digest)
        return
    book_storage.store_widths(digest, covers.narrower(picture))
    book_storage.erase_widths(digest, covers.RETIRED_WIDTHS)
    if not default_storage.exists(widest):  # an undo erased the cover meanwhile
        book_storage.erase_cover(digest)


def _outdated(count: int) -> list[tuple[int, str]]:
    rows = Cover.objects.filter(ladder__lt=covers.LADDER).order_by("pk")
    return list(rows.values_list("pk", "digest")[:count])
