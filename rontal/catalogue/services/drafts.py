"""Deletes drafts that were entered by mistake."""

from django.db import transaction

from rontal.catalogue import book_storage, events
from rontal.catalogue.errors import DraftInUse
from rontal.catalogue.importing import deletion_guards
from rontal.catalogue.importing.steps import pictures
from rontal.catalogue.importing.steps.unused_authorities import UnusedAuthorities
from rontal.catalogue.models import BookFile, Cover, Title
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import editing
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import emit


def delete_draft(*, title_id: int, actor: Actor) -> None:
    """Deletes a draft with its files, its history, and authorities that no other title has. Readers
    never saw it, so nobody is notified; the audit log keeps an event.

    Raises NotAllowed, NotFound, TitleJoined, DraftInUse, IllegalTransition for a title that was
    published.
    """
    editing.require(actor)
    with transaction.atomic():
        editing.lock_authorities_exclusive()
        title = editing.lock(title_id)
        if title.state != TitleState.DRAFT:
            raise IllegalTransition(frm=title.state, to="deleted")
        if deletion_guards.protected([title_id]) or Title.objects.filter(joined_to=title).exists():
            raise DraftInUse
        emit(events.DELETED, actor=actor, subject=title, data={"title": title.title})
        _remove(title, actor)


def _remove(title: Title, actor: Actor) -> None:
    left = UnusedAuthorities()
    left.of_titles([title.pk])
    files = list(BookFile.objects.filter(title=title).select_related("file"))
    covers = list(Cover.objects.filter(title=title).values_list("digest", flat=True))
    title.delete()
    left.remove()
    for file in files:
        book_storage.erase(file, actor=actor, reason="draft_deleted")
    pictures.erase_later(covers)
