"""Files that people send: let go where nobody asked for them, kept in memory alone where a view
takes them, so that nothing personal ever lies open on a disk."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


class NoFiles(FileUploadHandler):
    """Takes no file at all; views that take files choose a handler of their own."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Passes over every file."""
        super().new_file(*args, **kwargs)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Never called for a file that is passed over."""

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """There is no file."""


class TooLargeFile(InMemoryUploadedFile):
    """Stands for a file that was larger than allowed; its content was let go."""


class MemoryOnly(FileUploadHandler):
    """Keeps at most `most` files of at most `most_bytes` each, in memory alone."""

    most = 1
    most_bytes = 1_000_000

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
        if self._over or start + len(raw_data) > self.most_bytes:
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


def taken_by(handler: type[FileUploadHandler]) -> Callable[[View], View]:
    """Reads a view's uploads through this handler.

    The form is read by the CSRF check, which therefore has to come after the choice of handler.
    """

    def declare(view: View) -> View:
        guarded = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                request.upload_handlers = [handler(request)]
            return guarded(request, *args, **kwargs)

        return wrapper

    return declare
