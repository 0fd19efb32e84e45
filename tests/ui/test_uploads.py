"""Tests of the handler that keeps uploads in memory: number and size of the files."""

import io

from django.http import HttpRequest
from django.test import RequestFactory

from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile


class Two(LimitedMemoryUploadHandler):
    """Two files of ten bytes."""

    most = 2
    most_bytes = 10


def received(*contents: bytes) -> HttpRequest:
    """Returns the request of a form with these files, read through the handler."""
    files = []
    for number, content in enumerate(contents):
        files.append(io.BytesIO(content))
        files[-1].name = f"{number}.bin"
    request = RequestFactory().post("/", {"files": files, "words": "after the files"})
    request.upload_handlers = [Two(request)]
    return request


def test_superfluous_file_is_ignored_and_the_rest_of_the_form_is_read() -> None:
    request = received(b"one", b"two", b"three")
    assert [file.read() for file in request.FILES.getlist("files")] == [b"one", b"two"]
    assert request.POST["words"] == "after the files"


def test_a_file_has_ten_bytes_at_most_and_its_neighbours_are_whole() -> None:
    request = received(b"x" * 11, b"y" * 10)
    large, fitting = request.FILES.getlist("files")
    assert isinstance(large, TooLargeFile)
    assert (large.size, large.read()) == (0, b"")
    assert not isinstance(fitting, TooLargeFile)
    assert (fitting.size, fitting.read()) == (10, b"y" * 10)
