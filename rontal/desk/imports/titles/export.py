"""Export of the catalogue as MARC 21, MARCXML or CSV, streamed."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records import formats
from records.formats import Kind
from rontal.accounts.roles import TITLE_READERS
from rontal.catalogue import rows, source_identity
from rontal.catalogue.rows import Row
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.desk.collection import selectors
from rontal.desk.collection.title_filters import SHELVES
from rontal.ui import access, responses

BATCH: Final = 500
KINDS: Final = {
    "mrc": (Kind.MARC, "application/marc"),
    "xml": (Kind.MARCXML, "application/marcxml+xml"),
    "csv": (Kind.TABLE, "text/csv; charset=utf-8"),
}
_WHICH: Final = {"tampil": SHELVES["tampil"], "semua": SHELVES["semua"]}


@access.staff(*TITLE_READERS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Shows the available exports."""
    context = {"counts": selectors.shelf_counts()}
    return render(request, "desk/imports/titles/export.html", context)


@access.staff(*TITLE_READERS)
@require_safe
def download(_request: HttpRequest, which: str, ending: str) -> HttpResponseBase:
    """Streams the titles as one file."""
    if which not in _WHICH or ending not in KINDS:
        raise NotFound
    kind, media_type = KINDS[ending]
    states = [state.value for state in _WHICH[which]]
    titles = rows.stream("WHERE t.state = ANY(%s) ORDER BY t.id", [states])
    name = f"katalog-{which}-{clock.now().date().isoformat()}.{ending}"
    return responses.download(written(titles, kind), name, media_type)


def written(titles: Iterator[Row], kind: Kind) -> Iterator[bytes]:
    """Yields one file in chunks of 500 titles.

    Each batch is written as a complete file; its header and footer are dropped except at the
    start and the end.
    """
    first, closing = True, b""
    while batch := list(islice(titles, BATCH)):
        opening, body, closing = _split_file(_bytes(batch, kind), kind)
        yield opening + body if first else body
        first = False
    yield _bytes([], kind) if first else closing


def _bytes(batch: list[Row], kind: Kind) -> bytes:
    out = io.BytesIO()
    formats.write(source_identity.records(batch), kind, out)
    return out.getvalue()


def _split_file(whole: bytes, kind: Kind) -> tuple[bytes, bytes, bytes]:
    """Splits a file into its header, its records and its footer."""
    if kind is Kind.TABLE:
        opening, end, body = whole.partition(b"\r\n")
        return opening + end, body, b""
    if kind is Kind.MARCXML:
        begin, end_at = whole.index(b"<record"), whole.rindex(b"</record>") + len(b"</record>")
        return whole[:begin], whole[begin:end_at] + b"\n", whole[end_at:]
    return b"", whole, b""
