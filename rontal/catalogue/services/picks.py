"""Recommendations of staff, in their order."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from records.text import plain
from rontal.catalogue import events
from rontal.catalogue.errors import PickDays
from rontal.catalogue.models import Pick
from rontal.catalogue.steps import editing
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.core.statements import BATCH


def pick(*, title_id: int, note: str, since: date, until: date | None, actor: Actor) -> Pick:
    """Recommends a title, as the last one, or changes note and days of an existing recommendation.
    Raises NotAllowed, NotFound, TitleJoined, PickDays."""
    editing.require(actor)
    if until is not None and until < since:
        raise PickDays
    with transaction.atomic():
        title = editing.lock(title_id)
        last = Pick.objects.aggregate(last=Max("position"))["last"] or 0
        values = {"note": plain(note)[:300], "since": since, "until": until}
        row, _new = Pick.objects.update_or_create(
            title=title, defaults=values, create_defaults=values | {"position": last + 1}
        )
        emit(events.PICKED, actor=actor, subject=title)
    return row


def unpick(*, title_id: int, actor: Actor) -> None:
    """Removes a recommendation. Raises NotAllowed, NotFound."""
    editing.require(actor)
    with transaction.atomic():
        row = NotFound.if_none(Pick.objects.select_related("title").filter(title=title_id).first())
        row.delete()
        emit(events.UNPICKED, actor=actor, subject=row.title)


def order_picks(*, title_ids: Sequence[int], actor: Actor) -> None:
    """Sorts the recommended titles; unlisted ones come last. Raises NotAllowed."""
    editing.require(actor)
    with transaction.atomic():
        rows = {row.title_id: row for row in Pick.objects.select_for_update(no_key=True)}
        named = [pk for pk in dict.fromkeys(title_ids) if pk in rows]
        order = [*named, *(pk for pk in rows if pk not in set(named))]
        for position, pk in enumerate(order, start=1):
            rows[pk].position = position
        Pick.objects.bulk_update(rows.values(), ["position"], batch_size=BATCH)
