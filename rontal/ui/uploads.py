"""Upload handlers: refused by default, held in memory for views that accept files.

No personal file is ever written to disk unencrypted.
"""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rontal.accounts.address import client_address
from rontal.core.children.turns import sent_from

View = Callable[..., HttpResponse]


class DiscardUploadHandler(FileUploadHandler):
    """Discards every file; views that accept files choose another handler."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Never called, because every file is skipped."""

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Returns no file."""


class TooLargeFile(InMemoryUploadedFile):
    """Placeholder for a file over the size limit; its content was discarded."""


class LimitedMemoryUploadHandler(FileUploadHandler):
    """Holds at most `most` files of at most `most_bytes` each, in memory only."""

    most = 1
    most_bytes = 1_000_000

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._files = 0
        self._buffer = io.BytesIO()
        self._over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Starts a file; skips those beyond the limit."""
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > self.most:
            raise SkipFile
        self._buffer, self._over = io.BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Buffers a chunk; discards the file once it exceeds the size limit."""
        if self._over or start + len(raw_data) > self.most_bytes:
            self._buffer, self._over = io.BytesIO(), True
        else:
            self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Returns the file, or a `TooLargeFile`."""
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


def reads_uploads_with(handler: type[FileUploadHandler]) -> Callable[[View], View]:
    """Decorates a view to read its uploads through this handler.

    The CSRF check reads the form, so it has to run after the handler is set. Of one network
    address, one file is decoded at once.
    """

    def declare(view: View) -> View:
        guarded = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                request.upload_handlers = [handler(request)]
            with sent_from(client_address(request)):
                return guarded(request, *args, **kwargs)

        return wrapper

    return declare
