"""HTTP responses for book resources, with conditional requests."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from rontal.core.compression import etag_matches
from rontal.reading.archive_cache import Resource

TOO_LARGE: Final = 413


def resource_response(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Returns the resource, or 304 where the client's ETag matches."""
    if etag_matches(request.META.get("HTTP_IF_NONE_MATCH"), resource.etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(resource.content, content_type=resource.content_type)
        response.headers["Content-Length"] = str(len(resource.content))
    response.headers["ETag"] = resource.etag
    if resource.coding:
        response.headers["Content-Encoding"] = resource.coding
    return response
