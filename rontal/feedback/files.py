"""Sanitizing of attachments: pictures are re-encoded without metadata; scripts, embedded files and
metadata are removed from PDFs. Both are decoded in a child process.

The type of a file is determined by its first bytes, never by its name. Files that a scanner reports
as harmful are refused: the EICAR test signature always, everything else if ClamAV is configured.
"""

import io
from dataclasses import dataclass
from typing import IO

from rontal.core.children.decoder import Decoder
from rontal.feedback import scanner
from rontal.feedback.errors import (
    AttachmentDamaged,
    AttachmentEmpty,
    AttachmentRefused,
    AttachmentTooComplex,
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
PDF_DECODER = Decoder(
    "rontal.feedback.pdf_disarming", refusals=AttachmentRefused, lost=AttachmentTooComplex
)


@dataclass(frozen=True)
class Clean:
    """Sanitized JPEG or PDF."""

    content: bytes
    content_type: str


def clean(content: IO[bytes], *, wait: float = 0) -> Clean:
    """Returns the sanitized form of an attachment; waits at most `wait` seconds for its turn.

    Raises AttachmentEmpty, AttachmentTooLarge (10 MB), AttachmentWrongType, AttachmentDamaged,
    AttachmentTooComplex, AttachmentHarmful, ScannerAway, the photo errors PhotoTooManyPixels and
    PhotoTooSmall, and DecodersBusy.
    """
    raw = content.read(MAX_BYTES + 1)
    if not raw:
        raise AttachmentEmpty
    if len(raw) > MAX_BYTES:
        raise AttachmentTooLarge(megabytes=MAX_BYTES // 1024 // 1024)
    scanner.scan(raw)
    if b"%PDF-" in raw[:1024]:
        return Clean(PDF_DECODER.decode(raw, lambda answer: answer.parts[0], wait=wait), PDF)
    try:
        return Clean(photos.clean(io.BytesIO(raw), wait=wait).content, photos.CONTENT_TYPE)
    except (PhotoWrongType, PhotoAnimated):
        raise AttachmentWrongType from None
    except PhotoRefused as error:
        if error.code in ("photo_too_many_pixels", "photo_too_small"):
            raise
        raise AttachmentDamaged from None
