"""What a book is made of, as answers: content that the browser has is not sent again."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from rontal.kernel.packing import has_it
from rontal.reading.opened import Resource

TOO_LARGE: Final = 413


def sent(request: HttpRequest, found: Resource) -> HttpResponse:
    """The resource, or that the browser has it."""
    if has_it(request.META.get("HTTP_IF_NONE_MATCH"), found.etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(found.content, content_type=found.content_type)
        response.headers["Content-Length"] = str(len(found.content))
    response.headers["ETag"] = found.etag
    if found.coding:
        response.headers["Content-Encoding"] = found.coding
    return response
