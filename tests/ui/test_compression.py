"""Tests of which responses are compressed and which are not."""

import gzip

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import RequestFactory

from records.formats.identity import MEDIA
from rontal.ui.middleware import CompressionMiddleware

TEXT = b"Air subak mengalir pelan ke sawah. " * 100


def answered(kind: str, encoding: str = "gzip") -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(TEXT, content_type=kind, headers={"ETag": '"one"'})

    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    answer = CompressionMiddleware(view)(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "application/json", "image/svg+xml", "font/ttf"]
)
def test_texts_are_compressed(kind: str) -> None:
    answer = answered(kind)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == TEXT


@pytest.mark.parametrize("encoding", ["gzip;q=0", "identity", "br, gzip; q=0.0", ""])
def test_a_client_without_compression_gets_plain_responses(encoding: str) -> None:
    answer = answered("application/xml", encoding)
    assert answer.content == TEXT
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "kind", [*MEDIA.values(), "image/webp", "image/jpeg", "font/woff2", "audio/mpeg", "video/mp4"]
)
def test_compressed_files_are_sent_unchanged(kind: str) -> None:
    answer = answered(kind)
    assert "Content-Encoding" not in answer.headers
    assert (answer.content, answer.headers["ETag"]) == (TEXT, '"one"')


def test_streamed_book_retains_its_length(tmp_path) -> None:
    (tmp_path / "buku.epub").write_bytes(TEXT)

    def view(_request: HttpRequest) -> FileResponse:
        return FileResponse((tmp_path / "buku.epub").open("rb"), content_type=MEDIA["epub"])

    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    answer = CompressionMiddleware(view)(request)
    assert b"".join(answer.streaming_content) == TEXT
    assert answer.headers["Content-Length"] == str(len(TEXT))
