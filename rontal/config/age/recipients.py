"""Keys and passphrases that wrap the key of a file, and unwrap it."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rontal.config.age import bech32
from rontal.config.age.errors import HeaderDamaged, TooMuchWork, WrongKey, WrongPassphrase
from rontal.config.age.header import Stanza, decode64, derive, encode64

X25519: Final = "X25519"
SCRYPT: Final = "scrypt"
INFO: Final = b"age-encryption.org/v1/"
PUBLIC_PREFIX: Final = "age"
PRIVATE_PREFIX: Final = "age-secret-key-"
WRAPPED_BYTES: Final = 32
WORK: Final = 18
"""Binary logarithm of scrypt's cost for new files: 256 MB of memory, about a second."""
MAX_WORK: Final = 20
"""Largest accepted cost: 1 GB of memory. A file could otherwise exhaust the machine."""
DECIMAL: Final = re.compile("[1-9][0-9]*")


class Recipient(Protocol):
    """Wraps the file key."""

    def wrap(self, file_key: bytes) -> Stanza: ...


class Identity(Protocol):
    """Unwraps the file key."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes:
        """Returns the file key; raises WrongKey, or HeaderDamaged for a malformed stanza."""
        ...


@dataclass(frozen=True)
class PublicKey:
    """X25519 public key."""

    raw: bytes

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Parses `age1…`; raises ValueError, whose message says what is wrong."""
        return cls(_parse(text, PUBLIC_PREFIX))

    def __str__(self) -> str:
        return bech32.encode(PUBLIC_PREFIX, self.raw)

    def wrap(self, file_key: bytes) -> Stanza:
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.raw))
        key = derive(secret, share + self.raw, INFO + X25519.encode())
        return Stanza(X25519, (encode64(share),), _wrap(key, file_key))


@dataclass(frozen=True)
class PrivateKey:
    """X25519 private key."""

    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "PrivateKey":
        return cls(os.urandom(32))

    @classmethod
    def parse(cls, text: str) -> "PrivateKey":
        """Parses `AGE-SECRET-KEY-1…`; raises ValueError, whose message says what is wrong."""
        return cls(_parse(text, PRIVATE_PREFIX))

    def text(self) -> str:
        return bech32.encode(PRIVATE_PREFIX, self.raw).upper()

    @property
    def public(self) -> PublicKey:
        return PublicKey(
            X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw()
        )

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes:
        _check_passphrase_alone(stanzas)
        for stanza in stanzas:
            if stanza.kind != X25519:
                continue
            _check_shape(stanza, 1)
            share = decode64(stanza.arguments[0], 32)
            opened = _unwrap(self._key(share), stanza.body)
            if opened is not None:
                return opened
        raise WrongKey("is encrypted to another key")

    def _key(self, share: bytes) -> bytes:
        private = X25519PrivateKey.from_private_bytes(self.raw)
        try:
            secret = private.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:  # a share that makes the secret zero
            raise HeaderDamaged("is damaged in its header") from None
        return derive(secret, share + self.public.raw, INFO + X25519.encode())


@dataclass(frozen=True)
class Passphrase:
    """Passphrase; it wraps and unwraps."""

    text: str = field(repr=False)

    def wrap(self, file_key: bytes) -> Stanza:
        salt = os.urandom(16)
        body = _wrap(self._key(salt, WORK), file_key)
        return Stanza(SCRYPT, (encode64(salt), str(WORK)), body)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes:
        _check_passphrase_alone(stanzas)
        stanza = stanzas[0]
        if stanza.kind != SCRYPT:
            raise WrongKey("is encrypted to a key, not with a passphrase")
        _check_shape(stanza, 2)
        salt, work = decode64(stanza.arguments[0], 16), stanza.arguments[1]
        if not DECIMAL.fullmatch(work):
            raise HeaderDamaged("is damaged in its header")
        if len(work) > 2 or int(work) > MAX_WORK:
            raise TooMuchWork(
                f"asks for 2^{work} rounds with its passphrase, more than 2^{MAX_WORK}:"
                " it would exhaust this machine's memory"
            )
        opened = _unwrap(self._key(salt, int(work)), stanza.body)
        if opened is None:
            raise WrongPassphrase("does not open with this passphrase")
        return opened

    def _key(self, salt: bytes, work: int) -> bytes:
        salt = INFO + SCRYPT.encode() + salt
        return Scrypt(salt=salt, length=32, n=1 << work, r=8, p=1).derive(self.text.encode())


@dataclass(frozen=True)
class FileKey:
    """The key of one file, known to whoever wrote or opened it before."""

    raw: bytes = field(repr=False)

    def unwrap(self, _stanzas: Sequence[Stanza]) -> bytes:
        return self.raw


def _parse(text: str, prefix: str) -> bytes:
    found, raw = bech32.decode(text.strip())
    if found != prefix or len(raw) != 32:
        raise ValueError("it is another kind of key")
    return raw


def _check_passphrase_alone(stanzas: Sequence[Stanza]) -> None:
    if len(stanzas) > 1 and any(stanza.kind == SCRYPT for stanza in stanzas):
        raise HeaderDamaged("is damaged in its header")


def _check_shape(stanza: Stanza, arguments: int) -> None:
    if len(stanza.arguments) != arguments or len(stanza.body) != WRAPPED_BYTES:
        raise HeaderDamaged("is damaged in its header")


def _wrap(key: bytes, file_key: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)


def _unwrap(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except InvalidTag:
        return None
