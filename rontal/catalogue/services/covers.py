"""Sets and removes the cover of a title, for staff."""

from typing import IO

from django.db import transaction

from records import covers
from rontal.catalogue import events
from rontal.catalogue.errors import CoverUnreadable
from rontal.catalogue.models import Revision
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.steps import covering, editing, record_writing
from rontal.core.actors import Actor
from rontal.core.events import emit

MAX_BYTES = 15_000_000


def set_cover(*, title_id: int, content: IO[bytes], actor: Actor) -> Revision | None:
    """Sets a picture (JPEG, PNG, WebP, GIF, TIFF) as the cover of a title; returns None where it is
    the cover already.

    Raises NotAllowed, NotFound, TitleJoined, CoverUnreadable.
    """
    editing.require(actor)
    data = content.read(MAX_BYTES + 1)
    pictures = CoverUnreadable.if_none(
        covers.draw(data, "") if 0 < len(data) <= MAX_BYTES else None
    )
    covering.store(pictures)
    return _set_cover(title_id, [pictures.digest, pictures.height, pictures.colour], actor)


def remove_cover(*, title_id: int, actor: Actor) -> Revision | None:
    """Removes the cover of a title. Raises NotAllowed, NotFound, TitleJoined."""
    editing.require(actor)
    return _set_cover(title_id, None, actor)


def _set_cover(title_id: int, new: covering.CoverFacts, actor: Actor) -> Revision | None:
    with transaction.atomic():
        title = editing.lock(title_id)
        current = covering.facts_of(title_id)
        if current == new:
            return None
        covering.set_cover_columns(title, new, ladder=covers.LADDER)
        record_writing.update_datestamps([title_id])
        emit(events.EDITED, actor=actor, subject=title, data={"fields": "cover"})
        return editing.note(title, Act.COVER, {"cover": [current, new]}, actor=actor)
