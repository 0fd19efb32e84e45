"""Upload and preview of a draft's photos, shared by the public website and the counter."""

from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.models import SealedFile
from rontal.membership.errors import PhotoEmpty, PhotoTooLarge
from rontal.membership.photos import CONTENT_TYPE, MAX_BYTES, preview_of
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile, reads_uploads_with

MAX_FILES = 3


class Photos(LimitedMemoryUploadHandler):
    """Upload handler for a form's photos: in memory, so that cards are never on disk in clear."""

    most = MAX_FILES
    most_bytes = MAX_BYTES


takes_photos = reads_uploads_with(Photos)


def received(file: object) -> IO[bytes]:
    """Returns the content of an uploaded file; raises PhotoTooLarge, PhotoEmpty."""
    if isinstance(file, TooLargeFile):
        raise PhotoTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    if not isinstance(file, UploadedFile) or file.file is None:
        raise PhotoEmpty
    return file.file


def preview_response(file: SealedFile | None, *, actor: Actor, reason: str) -> HttpResponse:
    """Returns a preview of the photo that other sites cannot embed; raises NotFound."""
    if file is None:
        raise NotFound
    content = sealed_files.read(file, actor=actor, reason=reason)
    response = HttpResponse(preview_of(content), content_type=CONTENT_TYPE)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Disposition"] = "inline"
    return response
