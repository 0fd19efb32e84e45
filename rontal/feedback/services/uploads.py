"""Files that are uploaded before their form is sent."""

from datetime import timedelta
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.feedback import files
from rontal.feedback.errors import TooManyAttachments
from rontal.feedback.models import Upload
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS
from rontal.feedback.steps import attaching

UPLOADS_LAST = timedelta(hours=24)


def upload(*, form: bytes, content: IO[bytes], actor: Actor, sent_as: UUID | None = None) -> Upload:
    """Sanitizes a file and stores it for a form (`steps.following.form_of`) for a day. A file that
    is sent again under the same `sent_as`, because the response was lost, is stored once.

    Raises AttachmentRefused and its subclasses, TooManyAttachments, StorageFull, StorageAway.
    """
    stored = _stored_upload(form, sent_as)
    if stored is not None:
        return stored
    if Upload.objects.filter(form=form).count() >= MAX_ATTACHMENTS:
        raise TooManyAttachments(most=MAX_ATTACHMENTS)
    file = attaching.seal(files.clean(content))
    expires = clock.now() + UPLOADS_LAST
    try:
        with transaction.atomic():
            new_upload = Upload.objects.create(
                form=form, file=file, expires_at=expires, sent_as=sent_as
            )
    except IntegrityError:  # the same file, sent twice at the same time
        attaching.erase([file], actor=actor, reason="sent_twice")
        return Upload.objects.get(form=form, sent_as=sent_as)
    rank = Upload.objects.filter(form=form, pk__lte=new_upload.pk).count()
    if rank > MAX_ATTACHMENTS:  # several files, sent at the same time
        remove_upload(form=form, upload_id=new_upload.pk, actor=actor)
        raise TooManyAttachments(most=MAX_ATTACHMENTS)
    return new_upload


def _stored_upload(form: bytes, sent_as: UUID | None) -> Upload | None:
    return Upload.objects.filter(form=form, sent_as=sent_as).first() if sent_as else None


def remove_upload(*, form: bytes, upload_id: int, actor: Actor) -> None:
    """Removes a file from a form and erases it; raises NotFound."""
    with transaction.atomic():
        row = NotFound.if_none(
            Upload.objects.select_related("file").filter(form=form, pk=upload_id).first()
        )
        row.delete()
        attaching.erase([row.file], actor=actor, reason="removed_by_sender")
