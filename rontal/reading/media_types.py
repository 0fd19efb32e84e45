"""Media types that a book may contain, and how each is served."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Treatment of a resource."""

    DOCUMENT = "document"
    DRAWING = "drawing"
    STYLES = "styles"
    PLAIN = "plain"


XHTML: Final = "application/xhtml+xml; charset=utf-8"
_DOCUMENTS: Final = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_SERVED_UNCHANGED: Final = {
    "image/png": "image/png",
    "image/jpeg": "image/jpeg",
    "image/jpg": "image/jpeg",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
    "image/avif": "image/avif",
    "font/otf": "font/otf",
    "font/ttf": "font/ttf",
    "font/woff": "font/woff",
    "font/woff2": "font/woff2",
    "application/font-sfnt": "font/otf",
    "application/vnd.ms-opentype": "font/otf",
    "application/x-font-opentype": "font/otf",
    "application/x-font-otf": "font/otf",
    "application/x-font-ttf": "font/ttf",
    "application/x-font-truetype": "font/ttf",
    "application/font-woff": "font/woff",
    "application/x-font-woff": "font/woff",
    "application/font-woff2": "font/woff2",
    "audio/mpeg": "audio/mpeg",
    "audio/mp4": "audio/mp4",
    "audio/ogg": "audio/ogg",
    "video/mp4": "video/mp4",
    "video/webm": "video/webm",
    "text/vtt": "text/vtt; charset=utf-8",
}


def kind_of(media_type: str) -> tuple[Kind, str] | None:
    """Returns treatment and response type of a declared media type; None where it is not served."""
    bare = media_type.partition(";")[0].strip().lower()
    if bare in _DOCUMENTS:
        return Kind.DOCUMENT, XHTML
    if bare == "image/svg+xml":
        return Kind.DRAWING, "image/svg+xml; charset=utf-8"
    if bare == "text/css":
        return Kind.STYLES, "text/css; charset=utf-8"
    response_type = _SERVED_UNCHANGED.get(bare)
    return (Kind.PLAIN, response_type) if response_type else None


def is_document(media_type: str) -> bool:
    """Returns True for documents with text, False for drawings and all else."""
    treatment = kind_of(media_type)
    return treatment is not None and treatment[0] is Kind.DOCUMENT
