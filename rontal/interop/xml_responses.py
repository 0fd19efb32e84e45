"""Responses to programs: XML that is well-formed whatever text a title contains."""

import gzip
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from rontal.core.compression import accepted_codings

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
MIN_COMPRESSED_SIZE: Final = 500
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
Response = TypeVar("Response", bound=HttpResponseBase)


def escape(text: str) -> str:
    """Escapes text for element content and for attribute values."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def element(name: str, text: str) -> str:
    """Returns `<name>text</name>`, "" where there is no text."""
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def xml(
    request: HttpRequest, document: str, *, kind: str = "text/xml", compressed: bool = True
) -> HttpResponse:
    """Returns an XML document as a response, compressed with fast gzip where the client accepts it,
    because a page of a harvest is a megabyte. Responses that the page cache stores must not be
    compressed here (`compressed=False`), since the cache compresses them itself. Other caches must
    revalidate each time, as changes are visible at once."""
    content = encode_xml(DECLARATION + document)
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    allow_cross_origin(response)
    if not compressed:
        return response
    if len(content) > MIN_COMPRESSED_SIZE and "gzip" in accepted_codings(
        request.headers.get("Accept-Encoding", "")
    ):
        response.content = gzip.compress(content, 1, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def allow_cross_origin(response: Response) -> Response:
    """Adds CORS headers, so that scripts of other sites may read the response (reading apps and
    catalogues also run in browsers), and returns it. Only for resources that ignore cookies;
    browsers then send no stored credentials."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def encode_xml(document: str) -> bytes:
    """Returns UTF-8 without the characters that XML 1.0 forbids. Lone surrogates cannot occur,
    because the database cannot store them. On bytes this takes a tenth of the time of a regular
    expression."""
    content = document.encode().translate(None, _CONTROLS)
    for sign in _NONCHARACTERS:
        content = content.replace(sign, b"")
    return content
