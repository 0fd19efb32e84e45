"""Writing and reading of age files as streams."""

import io
import os
from collections.abc import Sequence
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from rontal.config.age import header
from rontal.config.age.errors import Appended, PayloadDamaged, Truncated
from rontal.config.age.recipients import SCRYPT, Identity, Passphrase, Recipient

CHUNK: Final = 64 * 1024
TAG_BYTES: Final = 16
NONCE_BYTES: Final = 16
FILE_KEY_BYTES: Final = 16


class Writer:
    """Encrypting writer. Without `finish` the file counts as truncated."""

    def __init__(self, sink: IO[bytes], recipients: Sequence[Recipient]) -> None:
        if len(recipients) > 1 and any(isinstance(one, Passphrase) for one in recipients):
            raise ValueError("a passphrase is a file's only recipient")
        self.file_key = os.urandom(FILE_KEY_BYTES)
        nonce = os.urandom(NONCE_BYTES)
        stanzas = [recipient.wrap(self.file_key) for recipient in recipients]
        sink.write(header.serialize(stanzas, self.file_key) + nonce)
        self._sink = sink
        self._cipher = _cipher(self.file_key, nonce)
        self._number = 0
        self._pending = bytearray()

    def write(self, content: bytes) -> int:
        self._pending += content
        while len(self._pending) > CHUNK:
            self._put(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return len(content)

    def finish(self) -> None:
        """Writes the last chunk; does not close the sink."""
        self._put(bytes(self._pending), last=True)
        self._pending.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._sink.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Reader(io.RawIOBase):
    """Decrypting reader, with two chunks in memory; it needs no seekable source.

    Returns no byte before its chunk is authenticated. The end of the file is authenticated only
    once the reader has reached it. Raises the errors of this package.
    """

    def __init__(self, source: IO[bytes], identity: Identity) -> None:
        super().__init__()
        read = header.read(source)
        self.file_key = identity.unwrap(read.stanzas)
        read.check(self.file_key)
        nonce = source.read(NONCE_BYTES)
        if len(nonce) < NONCE_BYTES:
            raise Truncated("is cut off behind its header")
        self._source = source
        self._cipher = _cipher(self.file_key, nonce)
        self._number = -1
        self._sealed = source.read(CHUNK + TAG_BYTES)
        self._plain = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._plain and not self._ended:
            self._plain = memoryview(self._next_chunk())
        part = self._plain[: len(buffer)]
        buffer[: len(part)] = part
        self._plain = self._plain[len(part) :]
        return len(part)

    def _next_chunk(self) -> bytes:
        sealed, self._sealed = self._sealed, self._source.read(CHUNK + TAG_BYTES)
        self._number += 1
        self._ended = not self._sealed
        chunk = self._decrypt(sealed, last=self._ended)
        if chunk is None or (self._number and not chunk):
            raise self._fault(sealed)
        return chunk

    def _decrypt(self, sealed: bytes, *, last: bool) -> bytes | None:
        try:
            return self._cipher.decrypt(_nonce(self._number, last=last), sealed, None)
        except (InvalidTag, ValueError):  # ValueError: shorter than a tag
            return None

    def _fault(self, sealed: bytes) -> PayloadDamaged:
        """Returns the reason why a chunk did not open, as far as it can be told."""
        other = self._decrypt(sealed, last=not self._ended)
        if not sealed or (self._ended and other is not None):
            return Truncated("is cut off: its end is missing")
        if other is not None:
            return Appended("was altered: something was added behind its end")
        where = f"{self._number * (CHUNK + TAG_BYTES)} bytes behind its header"
        if self._ended and len(sealed) < CHUNK + TAG_BYTES:
            return PayloadDamaged(f"is cut off, or was altered in its last part, {where}")
        return PayloadDamaged(f"was altered, or its parts were moved, {where}")


def needs_passphrase(source: IO[bytes]) -> bool:
    """Says whether a file opens with a passphrase, and not with a key. Raises AgeError."""
    return header.read(source).stanzas[0].kind == SCRYPT


def is_age(start: bytes) -> bool:
    """Says whether a file with these first bytes is an age file, or the start of one."""
    return header.VERSION.startswith(start[: len(header.VERSION)])


def _cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(header.derive(file_key, nonce, b"payload"))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
