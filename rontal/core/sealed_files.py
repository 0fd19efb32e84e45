"""Storage of personal and licensed files: encrypted (sealed) before they are stored, opened with a
reason that is recorded.
"""

import io
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from rontal.core import clock, event_labels, events, sealing
from rontal.core.actors import Actor
from rontal.core.errors import NotFound, SealBroken
from rontal.core.models import SealedFile

OPENED = events.declare(
    "file:opened",
    "A sealed personal file was opened; actor and reason are recorded.",
    label=_("File opened"),
    sentence=_("%(who)s opened %(what)s."),
)
ERASED = events.declare(
    "file:erased",
    "A sealed file was erased from the storage.",
    label=_("File deleted"),
    sentence=_("%(who)s permanently deleted %(what)s."),
)
event_labels.label_subjects({"core.sealedfile": _("a photo of application %(code)s")})


def store(
    content: IO[bytes] | bytes, *, purpose: str, content_type: str, personal: bool = True
) -> SealedFile:
    """Seals `content` into the storage and records it.

    Writes the file before the row: call it outside a transaction when the file is large. Raises
    OSError when the storage is full or unavailable.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    file_id = uuid.uuid4()
    row = SealedFile(
        id=file_id,
        purpose=purpose,
        personal=personal,
        content_type=content_type,
        size=0,
        key_id=sealing.ring().active,
    )
    with tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024) as sealed:
        for part in sealing.seal_stream(source, file_id=str(file_id)):
            sealed.write(part)
        row.size = source.tell()
        sealed.seek(0)
        _put(row.storage_name, sealed)
    row.save(force_insert=True)
    return row


def open_file(file: SealedFile, *, actor: Actor, reason: str) -> io.BufferedReader:
    """Returns a seekable reader of the plain content. Opening a personal file is recorded as an
    event.

    `reason` is a code such as "case_review". Raises NotFound when the file was erased or is
    missing, SealBroken when it was altered.
    """
    reader = _reader(file)
    if file.personal:
        data = {"purpose": file.purpose, "reason": reason}
        events.emit(OPENED, actor=actor, subject=file, data=data)
    return reader


def read(file: SealedFile, *, actor: Actor, reason: str) -> bytes:
    """Returns the whole plain content; see `open_file`."""
    with open_file(file, actor=actor, reason=reason) as reader:
        return reader.read()


def erase(file: SealedFile, *, actor: Actor, reason: str) -> None:
    """Deletes the content after the commit; the row remains as proof. A second call changes
    nothing.
    """
    with transaction.atomic():
        rows = SealedFile.objects.filter(pk=file.pk, erased_at=None)
        if not rows.update(erased_at=clock.now()):
            return
        data = {"purpose": file.purpose, "reason": reason}
        events.emit(ERASED, actor=actor, subject=file, data=data)
        transaction.on_commit(lambda: default_storage.delete(file.storage_name))


def rotate() -> Iterator[sealing.Rotated]:
    """Re-encrypts the data keys of all files with the active key; yields its progress.

    Safe to interrupt and to repeat: files that already use the active key are skipped. A file that
    is missing or cannot be opened is left unchanged and is named in `Rotated.shut`.
    """
    active = sealing.ring().active
    due = SealedFile.objects.filter(erased_at=None).exclude(key_id=active).order_by("pk")
    total = due.count()
    for done, file in enumerate(due.iterator(), start=1):
        try:
            _rewrap(file)
        except (SealBroken, FileNotFoundError):
            yield sealing.Rotated(done, total, file.storage_name)
            continue
        SealedFile.objects.filter(pk=file.pk).update(key_id=active)
        yield sealing.Rotated(done, total)


def _reader(file: SealedFile) -> io.BufferedReader:
    if file.erased_at is not None:
        raise NotFound
    try:
        raw = default_storage.open(file.storage_name, "rb")
    except FileNotFoundError:
        raise NotFound from None
    return io.BufferedReader(sealing.SealedReader(raw, file_id=str(file.pk)), sealing.CHUNK)


def _rewrap(file: SealedFile) -> None:
    with default_storage.open(file.storage_name, "rb") as old, tempfile.TemporaryFile() as new:
        header = sealing.FileHeader.read(old, str(file.pk))
        old.seek(0)
        new.write(sealing.rewrap(old.read(header.length), file_id=str(file.pk)))
        shutil.copyfileobj(old, new, sealing.CHUNK)
        new.seek(0)
        spare = default_storage.save(f"{file.storage_name}.rotating", File(new))
    _swap(spare, file.storage_name)


def _swap(spare: str, name: str) -> None:
    """Replaces the content of `name` by that of `spare` and deletes `spare`, on any storage
    backend.
    """
    try:
        from pathlib import Path

        Path(default_storage.path(spare)).replace(default_storage.path(name))
    except NotImplementedError:
        with default_storage.open(spare, "rb") as content:
            default_storage.delete(name)
            _put(name, content)
        default_storage.delete(spare)


def _put(name: str, content: IO[bytes]) -> None:
    stored_name = default_storage.save(name, File(content))
    if stored_name != name:
        default_storage.delete(stored_name)
        raise FileExistsError(name)
