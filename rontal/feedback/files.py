"""Sanitizing of attachments: pictures are re-encoded without metadata; scripts, embedded files and
metadata are removed from PDFs.

The type of a file is determined by its first bytes, never by its name. Files that a scanner reports
as harmful are refused: the EICAR test signature always, everything else if ClamAV is configured.
"""

import io
from dataclasses import dataclass
from typing import IO

import pikepdf

from rontal.feedback import scanner
from rontal.feedback.errors import (
    AttachmentDamaged,
    AttachmentEmpty,
    AttachmentTooLarge,
    AttachmentWrongType,
)
from rontal.membership import photos
from rontal.membership.errors import (
    PhotoAnimated,
    PhotoRefused,
    PhotoWrongType,
)

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGES = 200
PDF = "application/pdf"
_KEPT = frozenset({"/Type", "/Version", "/Pages", "/Lang"})
_OF_PAGES = ("/AA", "/AF", "/Metadata", "/PieceInfo")
_HARMLESS = frozenset({"/Link", "/Text", "/Highlight", "/Underline", "/FreeText", "/Stamp"})
BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    RuntimeError,
    AttributeError,
)


@dataclass(frozen=True)
class Clean:
    """Sanitized JPEG or PDF."""

    content: bytes
    content_type: str


def clean(content: IO[bytes]) -> Clean:
    """Returns the sanitized form of an attachment.

    Raises AttachmentEmpty, AttachmentTooLarge (10 MB), AttachmentWrongType, AttachmentDamaged,
    AttachmentHarmful, ScannerAway, and the photo errors PhotoTooManyPixels and PhotoTooSmall.
    """
    raw = content.read(MAX_BYTES + 1)
    if not raw:
        raise AttachmentEmpty
    if len(raw) > MAX_BYTES:
        raise AttachmentTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    scanner.scan(raw)
    if b"%PDF-" in raw[:1024]:
        return Clean(_pdf(raw), PDF)
    try:
        return Clean(photos.clean(io.BytesIO(raw)).content, photos.CONTENT_TYPE)
    except (PhotoWrongType, PhotoAnimated):
        raise AttachmentWrongType from None
    except PhotoRefused as error:
        if error.code in ("photo_too_many_pixels", "photo_too_small"):
            raise
        raise AttachmentDamaged from None


def _pdf(raw: bytes) -> bytes:
    """Rewrites a PDF without everything that runs automatically; raises AttachmentDamaged."""
    try:
        with pikepdf.open(io.BytesIO(raw)) as document:
            if not 0 < len(document.pages) <= MAX_PAGES:
                raise AttachmentDamaged
            _disarm(document)
            out = io.BytesIO()
            document.remove_unreferenced_resources()
            document.save(out, deterministic_id=True)
            return out.getvalue()
    except BROKEN:
        raise AttachmentDamaged from None


def _disarm(document: pikepdf.Pdf) -> None:
    for name in set(document.Root.keys()) - _KEPT:
        del document.Root[name]
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for page in document.pages:
        _disarm_page(page)


def _disarm_page(page: pikepdf.Page) -> None:
    for name in _OF_PAGES:
        if name in page.obj:
            del page.obj[name]
    if "/Annots" not in page.obj:
        return
    kept = [one for one in list(page.obj.Annots) if str(one.get("/Subtype", "")) in _HARMLESS]
    for one in kept:
        for name in ("/A", "/AA"):
            if name in one and str(one[name].get("/S", "")) != "/URI":
                del one[name]
    page.obj.Annots = pikepdf.Array(kept)
