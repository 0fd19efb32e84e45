"""Counts the bytes to which the streams of a PDF inflate, without holding them in memory."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator

import pikepdf

from rontal.feedback.errors import AttachmentTooComplex

MAX_STREAM_BYTES = 64_000_000
MAX_BYTES = 400_000_000
"""Inflated bytes of a stream (an A4 page in colour at 400 dpi has 46 million), and of a file."""
MAX_PIXELS = 100_000_000
"""Pixels of a picture: A3 in black and white at 600 dpi has 70 million."""
MAX_FILTERS = 4
CHUNK = 1 << 20
_TEXT = frozenset({"/ASCII85Decode", "/ASCIIHexDecode"})
_UNCOUNTED = frozenset({"/LZWDecode", "/RunLengthDecode"})
_PICTURES = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_FLATE = "/FlateDecode"


class Budget:
    """Inflated bytes that the streams of a file have left."""

    def __init__(self) -> None:
        self._left = MAX_BYTES

    def spend(self, stream: pikepdf.Object) -> None:
        """Counts a stream; raises AttachmentTooComplex where it, or the file, is too large."""
        if _number(stream, "/Width") * _number(stream, "/Height") > MAX_PIXELS:
            raise AttachmentTooComplex
        size = 0
        for piece in _inflated(stream, _filters(stream)):
            size += len(piece)
            if size > min(MAX_STREAM_BYTES, self._left):
                raise AttachmentTooComplex
        self._left -= size


def _filters(stream: pikepdf.Object) -> list[str]:
    value = stream.get("/Filter")
    if value is None:
        return []
    names = [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)]
    if len(names) > MAX_FILTERS or not {*names} <= _TEXT | _UNCOUNTED | _PICTURES | {_FLATE}:
        raise AttachmentTooComplex
    return names


def _inflated(stream: pikepdf.Object, names: list[str]) -> Iterator[bytes]:
    """Yields the bytes before the filters of pictures, whose size is that of their pixels.

    qpdf decodes the filters that are rare, within the memory of this process.
    """
    if _UNCOUNTED & {*names}:
        if _PICTURES & {*names}:
            raise AttachmentTooComplex
        yield _decoded_by_qpdf(stream)
        return
    raw = stream.read_raw_bytes()
    if names and names[0] in _TEXT:
        raw = _from_text(raw, names.pop(0))
    pieces: Iterable[bytes] = [raw]
    while names and names[0] == _FLATE:
        pieces = _inflate(pieces)
        names.pop(0)
    if names and (len(names) > 1 or names[0] not in _PICTURES):
        raise AttachmentTooComplex
    yield from pieces


def _decoded_by_qpdf(stream: pikepdf.Object) -> bytes:
    try:
        return stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError:  # beyond qpdf's own limits, or damaged
        raise AttachmentTooComplex from None


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yields the inflated bytes; a damaged stream ends where it is damaged, as in viewers."""
    engine = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest and not engine.eof:
                yield engine.decompress(rest, CHUNK)
                rest = engine.unconsumed_tail
    except zlib.error:
        return


def _from_text(raw: bytes, name: str) -> bytes:
    try:
        if name == "/ASCII85Decode":
            return base64.a85decode(raw.partition(b"~")[0].strip().removeprefix(b"<~"))
        digits = re.sub(rb"\s", b"", raw.partition(b">")[0])
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError:
        return raw


def _number(stream: pikepdf.Object, key: str) -> int:
    try:
        return int(stream.get(key, 0))
    except (TypeError, ValueError):
        return 0
