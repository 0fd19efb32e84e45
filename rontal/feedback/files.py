"""Sanitizing of attachments: pictures are re-encoded without metadata; scripts, embedded files and
metadata are removed from PDFs.

The type of a file is determined by its first bytes, never by its name. Files that a scanner reports
as harmful are refused: the EICAR test signature always, everything else if ClamAV is configured.
"""

import io
from dataclasses import dataclass
from typing import IO

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
PDF = "application/pdf"


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
        from rontal.feedback import pdf_disarming  # its library is loaded with the first PDF

        return Clean(pdf_disarming.disarmed(raw), PDF)
    try:
        return Clean(photos.clean(io.BytesIO(raw)).content, photos.CONTENT_TYPE)
    except (PhotoWrongType, PhotoAnimated):
        raise AttachmentWrongType from None
    except PhotoRefused as error:
        if error.code in ("photo_too_many_pixels", "photo_too_small"):
            raise
        raise AttachmentDamaged from None
