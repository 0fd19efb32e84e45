"""Removes files of a title, for staff; `importing.services` adds them."""

from django.db import transaction

from rontal.catalogue import book_storage, events
from rontal.catalogue.models import BookFile
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.steps import editing, record_writing
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit


def remove_file(*, title_id: int, file_id: int, actor: Actor) -> None:
    """Removes a file of a title permanently. Views must call `lending.services.remove_file`, which
    checks for loans first. Raises NotAllowed, NotFound, TitleJoined."""
    editing.require(actor)
    with transaction.atomic():
        title = editing.lock(title_id)
        file = NotFound.if_none(
            BookFile.objects.select_related("file").filter(pk=file_id, title=title_id).first()
        )
        file.delete()
        book_storage.erase(file, actor=actor, reason="file_removed")
        record_writing.update_datestamps([title_id])
        editing.note(title, Act.FILES, {"files": [[file.label], []]}, actor=actor)
        emit(events.EDITED, actor=actor, subject=title, data={"fields": "files"})
