"""HTTP responses for book resources, with conditional requests."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from rontal.core.packing import etag_matches
from rontal.reading.archive_cache import Resource

TOO_LARGE: Final = 413


def sent(request: HttpRequest, found: Resource) -> HttpResponse:
    """Returns the resource, or 304 where the client's ETag matches."""
    if etag_matches(request.META.get("HTTP_IF_NONE_MATCH"), found.etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(found.content, content_type=found.content_type)
        response.headers["Content-Length"] = str(len(found.content))
    response.headers["ETag"] = found.etag
    if found.coding:
        response.headers["Content-Encoding"] = found.coding
    return response
