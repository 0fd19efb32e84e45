"""Decoding of text files from any program.

The encoding is determined by a byte order mark (UTF-8 or UTF-16), then by NUL bytes at every second
position (UTF-16 without a mark). Otherwise each line is decoded by itself: as UTF-8 when it is
valid, else as Windows-1252. So a file that two programs wrote in turn is decoded correctly, and the
language need not be guessed.
"""

from collections.abc import Iterator
from typing import IO

UTF8, UTF16_LE, UTF16_BE, WINDOWS = "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"
MAX_LINE_LENGTH = 200_000
HEAD = 64 * 1024
BLOCK = 256 * 1024
_MARKS = ((b"\xef\xbb\xbf", UTF8), (b"\xff\xfe", UTF16_LE), (b"\xfe\xff", UTF16_BE))


def encoding_of(head: bytes) -> tuple[str, int]:
    """Returns the encoding that the first bytes of a file show, and the length of its byte order
    mark.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    pairs = min(len(head), 4096) // 2 * 2
    if pairs and head[1:pairs:2].count(0) > pairs * 0.4 > head[0:pairs:2].count(0) * 4:
        return UTF16_LE, 0
    if pairs and head[0:pairs:2].count(0) > pairs * 0.4 > head[1:pairs:2].count(0) * 4:
        return UTF16_BE, 0
    if b"\n" not in head and b"\r" not in head:
        return (UTF8, 0) if _is_utf8(head[:-4] or head) else (WINDOWS, 0)
    whole = head[: max(head.rfind(b"\n"), head.rfind(b"\r"))]
    return (UTF8, 0) if _is_utf8(whole) else (WINDOWS, 0)


def text_lines(source: IO[bytes]) -> Iterator[tuple[str, int]]:
    """Yields the physical lines of a file without their ends, each with the bytes read so far.

    Lines end with LF, CR LF or CR alone; a line longer than `MAX_LINE_LENGTH` is cut into pieces.
    """
    source.seek(0)
    head = source.read(HEAD)
    encoding, mark = encoding_of(head)
    source.seek(mark)
    if encoding in (UTF16_LE, UTF16_BE):
        yield from _wide_lines(source, encoding, mark)
    else:
        yield from _narrow_lines(source, mark, alone=b"\n" not in head and b"\r" in head)


def decode(raw: bytes) -> str:
    """Decodes a line as UTF-8 when it is valid, else as Windows-1252, else as Latin-1."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _narrow_lines(source: IO[bytes], at: int, *, alone: bool) -> Iterator[tuple[str, int]]:
    """Yields the lines of a file in an 8-bit encoding. `alone` means that lines end with CR alone
    (old Macintosh, and an option of SLiMS).
    """
    end, rest = (b"\r" if alone else b"\n"), b""
    while block := source.read(BLOCK):
        *lines, rest = (rest + block).split(end)
        for raw in lines:
            at += len(raw) + 1
            yield decode(raw.rstrip(b"\r")), at
        while len(rest) > MAX_LINE_LENGTH:
            raw, rest = rest[:MAX_LINE_LENGTH], rest[MAX_LINE_LENGTH:]
            at += len(raw)
            yield decode(raw), at
    if rest:
        yield decode(rest.rstrip(b"\r")), at + len(rest)


def _wide_lines(source: IO[bytes], encoding: str, at: int) -> Iterator[tuple[str, int]]:
    rest, odd = "", b""
    while block := source.read(BLOCK):
        whole = odd + block
        # Characters outside the basic plane take four bytes; the cut must not separate them.
        cut = len(whole) - len(whole) % 2
        if cut >= 2 and 0xD8 <= whole[cut - (1 if encoding == UTF16_LE else 2)] <= 0xDB:
            cut -= 2
        odd = whole[cut:]
        text = rest + whole[:cut].decode(encoding, "replace")
        *lines, rest = text.replace("\r\n", "\n").split("\n")
        for line in lines:
            at += (len(line) + 1) * 2
            yield line.rstrip("\r"), at
        while len(rest) > MAX_LINE_LENGTH:
            line, rest = rest[:MAX_LINE_LENGTH], rest[MAX_LINE_LENGTH:]
            at += len(line) * 2
            yield line, at
    if rest:
        yield rest.rstrip("\r"), at + len(rest) * 2


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
