"""Files that nobody asked for are let go as they come in, before they reach memory or a disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


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
