"""Photos on their way in: kept in memory, so that a card never lies open on a disk."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rontal.membership.photos import MAX_BYTES

MOST_FILES = 3
View = Callable[..., HttpResponse]


class TooLargeFile(InMemoryUploadedFile):
    """Stands for a file that was larger than allowed; its content was let go."""


class MemoryOnly(FileUploadHandler):
    """Keeps at most `most` files of at most MAX_BYTES each, in memory alone."""

    most = MOST_FILES

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._files = 0
        self._buffer = io.BytesIO()
        self._over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file; passes over those that no form has room for."""
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > self.most:
            raise SkipFile
        self._buffer, self._over = io.BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Takes a piece, or lets everything go once it is too much."""
        if self._over or start + len(raw_data) > MAX_BYTES:
            self._buffer, self._over = io.BytesIO(), True
        else:
            self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, or what stands for one that was too large."""
        kind = TooLargeFile if self._over else InMemoryUploadedFile
        self._buffer.seek(0)
        size = 0 if self._over else file_size
        return kind(
            self._buffer,
            self.field_name,
            self.file_name,
            self.content_type or "",
            size,
            self.charset,
            self.content_type_extra,
        )


def takes_photos(view: View) -> View:
    """Reads this view's uploads through MemoryOnly.

    The form is read by the CSRF check, which therefore has to come after the choice of handler.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [MemoryOnly(request)]
        return guarded(request, *args, **kwargs)

    return wrapper
