"""What changes in an opened book: the place that is kept."""

import math
import re
from typing import Final

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.lending import selectors as lending
from rontal.membership.selectors.members import remaining
from rontal.reading.errors import NoSuchPlace
from rontal.reading.models import Position
from rontal.reading.selectors import open_resource

__all__ = ["keep_place", "open_resource", "take_places_along", "take_places_to"]

_CFI: Final = re.compile(r"epubcfi\([^\x00-\x1f\x7f]{1,980}\)")


def keep_place(*, loan_id: int, cfi: str, fraction: float, actor: Actor) -> None:
    """Keeps where the actor is in the book of a running loan; the last call counts.

    Raises NotFound without a running loan, NoSuchPlace for what is no EPUB CFI or no part.
    """
    if not _CFI.fullmatch(cfi) or not math.isfinite(fraction) or not 0 <= fraction <= 1:
        raise NoSuchPlace
    loan = lending.running_loan(loan_id, actor)
    Position.objects.bulk_create(
        [
            Position(
                member_id=loan.member_id,
                title_id=loan.title_id,
                cfi=cfi,
                fraction=fraction,
                updated_at=clock.now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["member", "title"],
        update_fields=["cfi", "fraction", "updated_at"],
    )


def take_places_along(*, goes_id: int) -> None:
    """Moves places in books to the membership that stays of two; of two places in one book the
    later one counts. Twice changes nothing."""
    stays_id = remaining(goes_id).pk
    if stays_id == goes_id:
        return
    with transaction.atomic():
        own = dict(Position.objects.filter(member=stays_id).values_list("title_id", "updated_at"))
        for place in Position.objects.select_for_update().filter(member=goes_id).order_by("pk"):
            known = own.get(place.title_id)
            if known is not None and known >= place.updated_at:
                place.delete()
                continue
            Position.objects.filter(member=stays_id, title=place.title_id).delete()
            Position.objects.filter(pk=place.pk).update(member=stays_id)


def take_places_to(*, stays_id: int, goes_id: int) -> None:
    """Moves places in a title that was joined into another one; of two places of one member the
    later one counts. Twice changes nothing."""
    with transaction.atomic():
        own = dict(Position.objects.filter(title=stays_id).values_list("member_id", "updated_at"))
        for place in Position.objects.select_for_update().filter(title=goes_id).order_by("pk"):
            known = own.get(place.member_id)
            if known is not None and known >= place.updated_at:
                place.delete()
                continue
            Position.objects.filter(member=place.member_id, title=stays_id).delete()
            Position.objects.filter(pk=place.pk).update(title=stays_id)
