"""Sealing, attaching and erasing of files."""

import errno
from collections.abc import Iterable

from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.models import SealedFile
from rontal.core.statements import BATCH
from rontal.feedback import files
from rontal.feedback.errors import TooManyAttachments
from rontal.feedback.models import Attachment, Entry
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS
from rontal.membership.errors import StorageAway, StorageFull

PURPOSE = "ticket_attachment"
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def seal(clean: files.Clean) -> SealedFile:
    """Seals a sanitized file into the storage; raises StorageFull, StorageAway."""
    try:
        return sealed_files.store(clean.content, purpose=PURPOSE, content_type=clean.content_type)
    except OSError as error:
        raise (StorageFull if error.errno in _DISK_FULL else StorageAway) from error


def attach(entry: Entry, sealed: Iterable[SealedFile]) -> int:
    """Attaches sealed files to an entry of a locked ticket; returns their number. Raises
    TooManyAttachments.
    """
    new_files = list(sealed)
    present = entry.ticket.attachments.count()
    if present + len(new_files) > MAX_ATTACHMENTS:
        raise TooManyAttachments(most=MAX_ATTACHMENTS)
    Attachment.objects.bulk_create(
        [
            Attachment(ticket=entry.ticket, entry=entry, file=file, number=number)
            for number, file in enumerate(new_files, start=present + 1)
        ],
        batch_size=BATCH,
    )
    return len(new_files)


def erase(sealed: Iterable[SealedFile], *, actor: Actor, reason: str) -> None:
    """Erases sealed files; their rows remain as proof."""
    for file in sealed:
        sealed_files.erase(file, actor=actor, reason=reason)
