"""Sealing: encryption with AES-256-GCM under a key-encryption key, whose id is stored with the
data.

Short values are encrypted as a whole. Files are encrypted in chunks with a data key of their own,
which is wrapped (encrypted) by the key-encryption key (`seal_stream`, `SealedReader`). Chunks
follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce contains the
chunk's number and whether it is the last one, so that swapped, missing or truncated chunks are
detected.
"""

import base64
import hashlib
import hmac
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import IO, Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rontal.core.errors import SealBroken
from rontal.core.seekable import Seekable

VALUE_MARK = b"RV1"
FILE_MARK = b"RF1"
NONCE_BYTES = 12
TAG_BYTES = 16
PREFIX_BYTES = 7
CHUNK = 64 * 1024
WRAPPED_BYTES = NONCE_BYTES + 32 + TAG_BYTES


class Rotated(NamedTuple):
    """Progress of a key rotation; `shut` is the name of the last item if it cannot be opened, else
    "".
    """

    done: int
    total: int
    shut: str = ""


@dataclass(frozen=True)
class KeyRing:
    """Key-encryption keys by id; the active one encrypts, all of them decrypt."""

    active: str
    keys: dict[str, bytes]

    def key(self, key_id: str) -> AESGCM:
        """Returns the cipher of a key; raises SealBroken when the key is missing."""
        if key_id not in self.keys:
            raise SealBroken(key_id=key_id)
        return AESGCM(self.keys[key_id])


def parse_keys(text: str) -> KeyRing:
    """Parses `id:base64,id:base64`, the active key first; raises ValueError if malformed."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key_id, _, encoded = part.partition(":")
        raw = base64.b64decode(encoded, validate=True)
        if not key_id or len(key_id) > 40 or len(raw) != 32:
            raise ValueError("RONTAL_SEAL_KEYS holds id:base64 pairs with keys of 32 bytes")
        keys[key_id] = raw
    if not keys:
        raise ValueError("RONTAL_SEAL_KEYS is empty")
    return KeyRing(next(iter(keys)), keys)


@cache
def _ring(text: str) -> KeyRing:
    return parse_keys(text)


def ring() -> KeyRing:
    return _ring(settings.SEAL_KEYS)


def seal(plain: bytes, *, context: str) -> bytes:
    """Seals a short value. `context` (what the value is) must be the same for opening."""
    keys = ring()
    head = _head(VALUE_MARK, keys.active)
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + keys.key(keys.active).encrypt(nonce, plain, head + context.encode())


def unseal(sealed: bytes, *, context: str) -> bytes:
    """Opens a value of `seal`; raises SealBroken when it was altered or the key is missing."""
    key_id, at = _read_head(VALUE_MARK, sealed)
    head, nonce = sealed[:at], sealed[at : at + NONCE_BYTES]
    try:
        body = sealed[at + NONCE_BYTES :]
        return ring().key(key_id).decrypt(nonce, body, head + context.encode())
    except (InvalidTag, ValueError):
        raise SealBroken(key_id=key_id) from None


def seal_json(value: Any, *, context: str) -> bytes:
    return seal(json.dumps(value, ensure_ascii=False).encode(), context=context)


def unseal_json(sealed: bytes, *, context: str) -> Any:
    """Opens a value that `seal_json` sealed."""
    return json.loads(unseal(sealed, context=context))


def head_of(key_id: str) -> bytes:
    """Returns the first bytes of every value that was sealed with this key."""
    return _head(VALUE_MARK, key_id)


def keyed_hash(value: str, *, purpose: str) -> bytes:
    """Returns 32 bytes that represent `value` in look-ups: HMAC-SHA-256 with a sub-key for each
    purpose, of the active hash key.
    """
    return _keyed_hash(hash_keys()[0], value, purpose)


def keyed_hashes(value: str, *, purpose: str) -> list[bytes]:
    """Returns the hashes of `value` under all hash keys, the active one first. Stored hashes are
    looked up by all of them, as a key may be under rotation.
    """
    return [_keyed_hash(key, value, purpose) for key in hash_keys()]


def hash_keys() -> tuple[str, ...]:
    """Returns the hash keys in Base64, the active one first."""
    return tuple(key for _key_id, key in parse_hash_keys(settings.HASH_KEY)) or ("",)


@lru_cache(10)
def parse_hash_keys(text: str) -> tuple[tuple[str, str], ...]:
    """Parses `id:base64,id:base64`, the active key first; an id may be missing."""
    parts = filter(None, (piece.strip() for piece in text.split(",")))
    return tuple((key_id, key) for key_id, _, key in (part.rpartition(":") for part in parts))


def sub_key(key: str, purpose: str) -> bytes:
    """Returns the sub-key of a hash key (in Base64) for a purpose."""
    return _sub_key(key, purpose)


def _keyed_hash(key: str, value: str, purpose: str) -> bytes:
    return hmac.digest(_sub_key(key, purpose), value.encode(), "sha256")


@lru_cache(200)
def _sub_key(key: str, purpose: str) -> bytes:
    return hmac.digest(base64.b64decode(key), purpose.encode(), "sha256")


def token_hash(token: str) -> bytes:
    """Returns 32 bytes that represent a random token in the database; no key is needed, as tokens
    cannot be guessed.
    """
    return hashlib.sha256(token.encode()).digest()


def derived_token(value: str, *, purpose: str, stored: bytes) -> str:
    """Returns the token that is derived from `value` under the hash key whose token has the stored
    hash; under the active key where none has, as before it is stored.
    """
    hashes = keyed_hashes(value, purpose=purpose)
    tokens = [base64.urlsafe_b64encode(one).decode().rstrip("=") for one in hashes]
    return next((one for one in tokens if token_hash(one) == stored), tokens[0])


def seal_stream(source: IO[bytes], *, file_id: str) -> Iterator[bytes]:
    """Yields the sealed form of `source`, with one chunk in memory at a time."""
    keys = ring()
    data_key = AESGCM.generate_key(256)
    prefix = os.urandom(PREFIX_BYTES)
    yield _file_head(keys, data_key, prefix, file_id)
    cipher, number, chunk = AESGCM(data_key), 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield cipher.encrypt(_chunk_nonce(prefix, number, last=not following), chunk, None)
        if not following:
            return
        chunk, number = following, number + 1


def rewrap(head: bytes, *, file_id: str) -> bytes:
    """Returns a sealed file's header with its data key wrapped by the active key. Its length may
    differ from the old header's, as ids of keys may differ in length.
    """
    header = FileHeader.read(io.BytesIO(head), file_id)
    return _file_head(ring(), header.data_key, header.prefix, file_id)


@dataclass(frozen=True)
class FileHeader:
    """Header of a sealed file; `data_key` is unwrapped, `length` is in bytes."""

    key_id: str
    data_key: bytes
    prefix: bytes
    length: int

    @classmethod
    def read(cls, source: IO[bytes], file_id: str) -> "FileHeader":
        """Reads a header and unwraps the data key; raises SealBroken when it is incomplete or was
        altered.
        """
        start = source.read(4)
        head = start + source.read(start[3] if len(start) == 4 else 0)
        key_id, at = _read_head(FILE_MARK, head)
        wrapped, prefix = source.read(WRAPPED_BYTES), source.read(PREFIX_BYTES)
        try:
            data_key = (
                ring()
                .key(key_id)
                .decrypt(
                    wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], head + prefix + file_id.encode()
                )
            )
        except (InvalidTag, ValueError):
            raise SealBroken(key_id=key_id) from None
        return cls(key_id, data_key, prefix, at + WRAPPED_BYTES + PREFIX_BYTES)


class SealedReader(Seekable):
    """Decrypting reader of a sealed file: seekable, with one chunk in memory.

    `source` is the sealed file (seekable), `file_id` the id that it was sealed with. Raises
    SealBroken when reading a chunk that was altered, or at once when the end is missing.
    """

    def __init__(self, source: IO[bytes], *, file_id: str) -> None:
        self._source = source
        self._header = FileHeader.read(source, file_id)
        self._cipher = AESGCM(self._header.data_key)
        body = source.seek(0, io.SEEK_END) - self._header.length
        self._chunks = max(1, -(-body // (CHUNK + TAG_BYTES)))
        super().__init__(body - self._chunks * TAG_BYTES)
        if self._size < 0:
            raise SealBroken(key_id=self._header.key_id)
        self._current_chunk = (-1, b"")
        self._chunk(self._chunks - 1)

    @property
    def size(self) -> int:
        """Length of the plain content in bytes."""
        return self._size

    def sub_key(self, purpose: str) -> bytes:
        """Returns 32 bytes as a key for data derived from this file: without the file they cannot
        be computed, so that the derived data is lost when the file is erased.
        """
        return hmac.digest(self._header.data_key, purpose.encode(), "sha256")

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        part = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._current_chunk[0] != number:
            self._source.seek(self._header.length + number * (CHUNK + TAG_BYTES))
            sealed = self._source.read(CHUNK + TAG_BYTES)
            last = number == self._chunks - 1
            nonce = _chunk_nonce(self._header.prefix, number, last=last)
            try:
                self._current_chunk = (number, self._cipher.decrypt(nonce, sealed, None))
            except (InvalidTag, ValueError):
                raise SealBroken(key_id=self._header.key_id) from None
        return self._current_chunk[1]


def _file_head(keys: KeyRing, data_key: bytes, prefix: bytes, file_id: str) -> bytes:
    head = _head(FILE_MARK, keys.active)
    nonce = os.urandom(NONCE_BYTES)
    bound = head + prefix + file_id.encode()
    return head + nonce + keys.key(keys.active).encrypt(nonce, data_key, bound) + prefix


def _head(mark: bytes, key_id: str) -> bytes:
    return mark + bytes([len(key_id)]) + key_id.encode()


def _read_head(mark: bytes, sealed: bytes) -> tuple[str, int]:
    if len(sealed) < 4 or sealed[:3] != mark or mark not in (VALUE_MARK, FILE_MARK):
        raise SealBroken(key_id="")
    end = 4 + sealed[3]
    return sealed[4:end].decode("ascii", "replace"), end


def _chunk_nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
