"""Erasure of ended applications and abandoned drafts (UU 27/2022; PP 17/2025 for children)."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from rontal.accounts import services as accounts
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.core.models import SealedFile
from rontal.membership import events
from rontal.membership.hand_overs import HandOver
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Application, Assignment, Draft, Guardian, Member, Note
from rontal.membership.selectors.drafts import COLUMNS, photos_of

APPLICATION: Final = "membership.application"
"""Erasure of a person, in the list that a restore repeats; its reference is the code."""
FORMER: Final = "-"
"""Begins the number of an erased member whose own came from another program."""
CLEANER = Actor.system("membership.drafts")


def discard(draft: Draft) -> None:
    """Deletes a locked draft, and erases the photos that belong to it alone."""
    own_photos = [
        photo
        for photo in photos_of(draft).values()
        if not is_photo_of_corrected_application(draft, photo)
    ]
    draft.delete()
    for photo in own_photos:
        sealed_files.erase(photo, actor=CLEANER, reason="draft_over")


def is_photo_of_corrected_application(draft: Draft, photo: SealedFile) -> bool:
    """Returns True for a photo of the application that the draft corrects, which stays until the
    correction is submitted.
    """
    sent = draft.corrects
    photo_ids = (sent.card_photo_id, sent.face_photo_id, sent.extra_document_id) if sent else ()
    return photo.pk in photo_ids


def erase_photos(application: Application, actor: Actor) -> None:
    """Erases the photos of a locked application, its notes, the words of the decision and an
    unfinished correction.
    """
    Note.objects.filter(application=application).delete()
    for draft in Draft.objects.filter(corrects=application):
        discard(draft)
    photos = [getattr(application, column) for column in COLUMNS.values()]
    _write(application, {**dict.fromkeys(COLUMNS.values()), "decision_words": ""})
    for photo in filter(None, photos):
        sealed_files.erase(photo, actor=actor, reason="retention")


def erase_details(application: Application, actor: Actor) -> None:
    """Erases photos, identity, birth, address and phone at once, because consent is withdrawn.

    Name and e-mail address stay until the last mail is sent; `erase_person` erases them.
    """
    erase_photos(application, actor)
    _write(application, {"details": {}, "nik_hash": b""})


def erase_person(application: Application, actor: Actor) -> None:
    """Erases all personal data of a person who is not, or no longer, a member, and ends sign-in.
    The number of a former member stays, so that it is never issued again; one of a former program,
    which may be an identity number, does not.
    """
    erase_details(application, actor)
    Member.objects.filter(application=application).update(name="")
    Guardian.objects.filter(application=application).delete()
    HandOver.objects.filter(application=application).delete()
    _write(application, {"name": "", "email": ""})
    if application.user_id is not None:
        accounts.erase(user_id=application.user_id, actor=actor)
    _erase_former_number(application, actor)


def _erase_former_number(application: Application, actor: Actor) -> None:
    """Replaces the number that another program gave to an imported member."""
    member = Member.objects.filter(application=application, imported__isnull=False).first()
    if member is None or member.number.startswith(FORMER):
        return
    ImportedMember.objects.filter(member=member).update(former_number="")
    Member.objects.filter(pk=member.pk).update(number=f"{FORMER}{member.pk}")
    accounts.rename(user_id=member.user_id, login_name=f"{FORMER}{member.pk}", actor=actor)


def restart_retention(application: Application) -> None:
    """Restarts the retention of a locked application at the end of the membership: the last mail
    needs name and address, which the periodic job erases after that.
    """
    _write(application, {"ended_at": clock.now(), "erased_at": None})


def mark_erased(application: Application, actor: Actor, photos: Iterable[UUID] = ()) -> None:
    """Records that the data of a locked application is erased, and deletes its assignment.

    The event names the ids of erased photos, so that the list of accesses still has them.
    """
    Assignment.objects.filter(application=application).delete()
    _write(application, {"erased_at": clock.now()})
    data: dict[str, Scalar] = {"photos": ",".join(map(str, photos))}
    emit(events.ERASED, actor=actor, subject=application, data=data if data["photos"] else None)


def _write(application: Application, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(application, name, value)
    application.save(update_fields=[*changes])
