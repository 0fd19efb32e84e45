"""Header of an age file: stanzas, which wrap the file key, and a code that authenticates them."""

import base64
import binascii
import hmac
import re
from dataclasses import dataclass
from typing import IO, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rontal.config.age.errors import HeaderDamaged, NotAge, Truncated

VERSION: Final = b"age-encryption.org/v1\n"
MAX_HEADER_BYTES = 64 * 1024
COLUMNS = 64
ARGUMENT = re.compile(rb"[\x21-\x7e]+")


@dataclass(frozen=True)
class Stanza:
    """One wrapping of the file key: its kind, arguments of that kind, and the wrapped key."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes

    def lines(self) -> bytes:
        """Returns the stanza as it stands in a header."""
        text = encode64(self.body)
        rows = [text[at : at + COLUMNS] for at in range(0, len(text) + 1, COLUMNS)]
        return "\n".join([" ".join(("->", self.kind, *self.arguments)), *rows, ""]).encode()


@dataclass(frozen=True)
class Header:
    """Parsed header; `signed` are the bytes that the authentication code covers."""

    stanzas: tuple[Stanza, ...]
    code: bytes
    signed: bytes

    def check(self, file_key: bytes) -> None:
        """Raises HeaderDamaged where the header was altered."""
        if not hmac.compare_digest(_code(file_key, self.signed), self.code):
            raise HeaderDamaged("was altered in its header")


def serialize(stanzas: list[Stanza], file_key: bytes) -> bytes:
    """Returns the whole header with its authentication code."""
    signed = VERSION + b"".join(stanza.lines() for stanza in stanzas) + b"---"
    return signed + f" {encode64(_code(file_key, signed))}\n".encode()


def read(source: IO[bytes]) -> Header:
    """Reads a header up to the payload.

    Raises NotAge, Truncated, or HeaderDamaged where it breaks the format.
    """
    start = source.read(len(VERSION))
    if start != VERSION:
        if VERSION.startswith(start):
            raise Truncated("is cut off in its header")
        raise NotAge("is not an age file of version 1")
    lines, stanzas = [start], list[Stanza]()
    while not (line := _line(source, lines)).startswith(b"---"):
        stanzas.append(_stanza(source, line, lines))
    if not stanzas or not line.startswith(b"--- "):
        raise HeaderDamaged("is damaged in its header")
    code = decode64(line[4:].decode("ascii", "replace"), 32)
    signed = b"".join(lines)[: -len(line) - 1] + b"---"
    return Header(tuple(stanzas), code, signed)


def encode64(content: bytes) -> str:
    """Returns standard base64 without padding."""
    return base64.b64encode(content).decode().rstrip("=")


def decode64(text: str, length: int | None = None) -> bytes:
    """Decodes unpadded canonical base64; raises HeaderDamaged for all else."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        content = None
    if content is None or encode64(content) != text or length not in (None, len(content)):
        raise HeaderDamaged("is damaged in its header")
    return content


def derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    """Returns 32 bytes by HKDF-SHA-256."""
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _code(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(derive(file_key, b"", b"header"), signed, "sha256")


def _line(source: IO[bytes], lines: list[bytes]) -> bytes:
    """Reads one line, remembers it, and returns it without its end."""
    line = source.readline(MAX_HEADER_BYTES)
    lines.append(line)
    if sum(map(len, lines)) > MAX_HEADER_BYTES:
        raise HeaderDamaged("has a header that is too long")
    if not line.endswith(b"\n"):
        raise Truncated("is cut off in its header")
    return line[:-1]


def _stanza(source: IO[bytes], first: bytes, lines: list[bytes]) -> Stanza:
    mark, *arguments = first.split(b" ")
    if mark != b"->" or not arguments or not all(map(ARGUMENT.fullmatch, arguments)):
        raise HeaderDamaged("is damaged in its header")
    rows = [_line(source, lines)]
    while len(rows[-1]) == COLUMNS:
        rows.append(_line(source, lines))
    if len(rows[-1]) > COLUMNS:
        raise HeaderDamaged("is damaged in its header")
    kind, *rest = (argument.decode("ascii") for argument in arguments)
    return Stanza(kind, tuple(rest), decode64(b"".join(rows).decode("ascii", "replace")))
