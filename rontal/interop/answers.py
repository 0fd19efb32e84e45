"""What machines are answered with: XML that is well-formed whatever a title holds."""

import gzip
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from rontal.kernel.packing import taken

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
WORTH_PACKING: Final = 500
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
Response = TypeVar("Response", bound=HttpResponseBase)


def escape(text: str) -> str:
    """Text between tags, or between quotation marks in a tag."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def element(name: str, text: str) -> str:
    """`<name>text</name>`, "" where there is no text."""
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def xml(
    request: HttpRequest, document: str, *, kind: str = "text/xml", packed: bool = True
) -> HttpResponse:
    """A document as a response, packed quickly where the client takes that: a page of a harvest
    is a megabyte. What is kept for the next visitor stays unpacked: whoever keeps it packs it.
    Caches on the way ask again each time, since any change shows at once."""
    content = encoded(DECLARATION + document)
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    readable_elsewhere(response)
    if not packed:
        return response
    if len(content) > WORTH_PACKING and "gzip" in taken(request.headers.get("Accept-Encoding", "")):
        response.content = gzip.compress(content, 1, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def readable_elsewhere(response: Response) -> Response:
    """The answer, which scripts of other sites may read: readers and catalogues run in browsers,
    too. Only for what no cookie opens; a browser then sends no credentials that it keeps."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def encoded(document: str) -> bytes:
    """UTF-8 without the characters that XML 1.0 has no way to write. Lone surrogates cannot be
    stored. On bytes this takes a tenth of what a pattern takes."""
    content = document.encode().translate(None, _CONTROLS)
    for sign in _NO_CHARACTERS:
        content = content.replace(sign, b"")
    return content
