"""Erasing what an ended application or a left draft held (UU 27/2022; PP 17/2025 for children)."""

from typing import Any

from rontal.accounts import services as accounts
from rontal.kernel import clock, sealed_files
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.kernel.models import SealedFile
from rontal.membership import events
from rontal.membership.models import Application, Assignment, Draft, Guardian, Member, Note
from rontal.membership.selectors.drafts import COLUMNS, photos_of

CLEANER = Actor.system("membership.drafts")


def discard(draft: Draft) -> None:
    """Deletes a draft that is locked, and erases the photos that it holds of its own."""
    own = [photo for photo in photos_of(draft).values() if not belongs_elsewhere(draft, photo)]
    draft.delete()
    for photo in own:
        sealed_files.erase(photo, actor=CLEANER, reason="draft_over")


def belongs_elsewhere(draft: Draft, photo: SealedFile) -> bool:
    """A correction begins with the photos of its application, which stay until it is sent."""
    sent = draft.corrects
    kept = (sent.card_photo_id, sent.face_photo_id, sent.extra_document_id) if sent else ()
    return photo.pk in kept


def erase_photos(application: Application, actor: Actor) -> None:
    """Erases the photos of a locked application, staff's notes, and a correction that was begun."""
    Note.objects.filter(application=application).delete()
    for draft in Draft.objects.filter(corrects=application):
        discard(draft)
    photos = [getattr(application, column) for column in COLUMNS.values()]
    _write(application, dict.fromkeys(COLUMNS.values()))
    for photo in filter(None, photos):
        sealed_files.erase(photo, actor=actor, reason="retention")


def erase_details(application: Application, actor: Actor) -> None:
    """Erases photos, identity, birth, address and phone at once, because consent is gone.

    Name and address stay until the last mail is out; `erase_person` takes them.
    """
    erase_photos(application, actor)
    _write(application, {"details": {}, "nik_hash": b""})


def erase_person(application: Application, actor: Actor) -> None:
    """Erases everything personal of somebody who is not a member, or not any more, and ends the
    sign-in. The number of a former member stays, so that it is never given again."""
    erase_details(application, actor)
    Member.objects.filter(application=application).update(name="")
    Guardian.objects.filter(application=application).delete()
    _write(application, {"name": "", "email": "", "decision_words": ""})
    if application.user_id is not None:
        accounts.erase(user_id=application.user_id, actor=actor)


def keep_reachable(application: Application) -> None:
    """Begins the time of keeping of a locked application anew, with the end of the membership: the
    last letter needs name and address, and the job that erases comes for them after it."""
    _write(application, {"ended_at": clock.now(), "erased_at": None})


def mark_erased(application: Application, actor: Actor) -> None:
    """Records that the retention of a locked application is over."""
    Assignment.objects.filter(application=application).delete()
    _write(application, {"erased_at": clock.now()})
    emit(events.ERASED, actor=actor, subject=application)


def _write(application: Application, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(application, name, value)
    application.save(update_fields=[*changes])
