"""Photos between a browser and a draft, for both doors."""

from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.models import SealedFile
from rontal.membership.errors import PhotoEmpty, PhotoTooLarge
from rontal.membership.photos import CONTENT_TYPE, MAX_BYTES, preview_of
from rontal.ui.uploads import MemoryOnly, TooLargeFile, taken_by

MOST_FILES = 3


class Photos(MemoryOnly):
    """The photos of a form: kept in memory, so that a card never lies open on a disk."""

    most = MOST_FILES
    most_bytes = MAX_BYTES


takes_photos = taken_by(Photos)


def received(file: object) -> IO[bytes]:
    """What was uploaded; raises PhotoTooLarge, PhotoEmpty."""
    if isinstance(file, TooLargeFile):
        raise PhotoTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    if not isinstance(file, UploadedFile) or file.file is None:
        raise PhotoEmpty
    return file.file


def shown(file: SealedFile | None, *, actor: Actor, reason: str) -> HttpResponse:
    """A preview of the photo as an answer that no other page may use; raises NotFound."""
    if file is None:
        raise NotFound
    content = sealed_files.read(file, actor=actor, reason=reason)
    response = HttpResponse(preview_of(content), content_type=CONTENT_TYPE)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Disposition"] = "inline"
    return response
