"""Files and pictures: books with an open licence, covers, the logo."""

import re
from collections.abc import Iterator
from typing import IO, Final

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import http_date, parse_etags

from records.codes import Format
from rontal.accounts.address import visitor_of
from rontal.catalogue import browsing, selectors
from rontal.catalogue.models import BookFile
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from rontal.interop.opds import pictures
from rontal.interop.opds.offers import TYPES
from rontal.lending.services import count_open_access_use
from rontal.ui.headers import OPEN_CONTENT, PublicPicture

CHUNK_SIZE: Final = 128 * 1024
IMMUTABLE: Final = "public, max-age=31536000, immutable"
A_DAY: Final = "public, max-age=86400"
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
Span = tuple[int, int]


def open_book(
    request: HttpRequest, pk: int, name: str, kind: str
) -> HttpResponse | StreamingHttpResponse:
    """Returns an open book, whole or in part (RFC 9110, 14); `name` and `kind` give its file name
    on the reader's device. A request for its beginning is counted."""
    book = selectors.open_file(pk)
    etag = f'"{book.digest}"'
    headers = _headers(book, etag, f"{name}.{kind}")
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    span = _requested_span(request, book.size, etag)
    if span is None:
        unsatisfied = {"Content-Range": f"bytes */{book.size}"}
        return HttpResponse(status=416, headers=headers | unsatisfied)
    if request.method == "GET" and span[0] == 0:
        count_open_access_use(title_id=book.title_id, visitor=visitor_of(request))
    return _send(request, book, headers, span)


def cover(request: HttpRequest, digest: str, width: int) -> HttpResponse:  # noqa: ARG001
    """Returns a cover as JPEG; its URL changes with the picture."""
    return _picture(pictures.stored_cover(digest, width), IMMUTABLE)


def drawn_cover(request: HttpRequest, slug: str, width: int) -> HttpResponse:  # noqa: ARG001
    """Returns a drawn cover of a title that has no other."""
    row = browsing.title_by_slug(slug)
    if row.state is not TitleState.PUBLIC:
        raise NotFound
    return _picture(pictures.compose_cover(row, width), A_DAY)


def logo(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Returns the logo that apps show beside the library's name."""
    return HttpResponse(pictures.logo(), content_type="image/png", headers={"Cache-Control": A_DAY})


def _picture(content: bytes, cache_control: str) -> HttpResponse:
    return PublicPicture(content, kind=pictures.TYPE, cache_control=cache_control)


def _headers(book: BookFile, etag: str, name: str) -> dict[str, str]:
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": OPEN_CONTENT,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": TYPES[Format(book.format)],
        "ETag": etag,
        "Last-Modified": http_date(book.imported_at.timestamp()),
    }


def _requested_span(request: HttpRequest, size: int, etag: str) -> Span | None:
    """Returns the first byte and the one after the last; the whole file for no range, several
    ranges, or a range of another version; None for a range outside the file."""
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    is_other_version = request.headers.get("If-Range", etag) != etag
    if match is None or match[0] == "bytes=-" or is_other_version:
        return 0, size
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(size, int(last) + 1 if last else size)
    return (start, end) if start < end else None


def _send(
    request: HttpRequest, book: BookFile, headers: dict[str, str], span: Span
) -> HttpResponse | StreamingHttpResponse:
    start, end = span
    headers = headers | {"Content-Length": str(end - start)}
    status = 200 if (start, end) == (0, book.size) else 206
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{book.size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    try:
        source = default_storage.open(book.open_name, "rb")
    except FileNotFoundError:
        raise NotFound from None
    return StreamingHttpResponse(_read_pieces(source, start, end), status=status, headers=headers)


def _read_pieces(source: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with source:
        source.seek(start)
        while start < end and (piece := source.read(min(CHUNK_SIZE, end - start))):
            start += len(piece)
            yield piece
