"""Keys of books that are kept on devices: made when they are asked for, kept by no one here.

A key follows from the house's own, the loan and the random word of the device: whoever asks again
gets the same one, and after the loan nobody is given it. It travels wrapped for a key pair that the
browser made and does not let out, so that no script ever holds it.
"""

from typing import Final
from uuid import UUID

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from rontal.kernel import sealing
from rontal.reading.errors import NoSuchKey

PURPOSE: Final = "reading.offline"
LARGEST: Final = 1_000  # bytes of a public key
BITS: Final = range(2048, 4097)


def key_of(loan_id: int, device: UUID) -> bytes:
    """32 bytes for AES-256-GCM."""
    return sealing.keyed_hash(f"{loan_id}:{device}", purpose=PURPOSE)


def wrap(key: bytes, public_key: bytes) -> bytes:
    """The key under RSA-OAEP with SHA-256 (RFC 8017). `public_key` is a SubjectPublicKeyInfo in
    DER, as WebCrypto exports it; raises NoSuchKey for anything but RSA of 2,048 to 4,096 bits."""
    if len(public_key) > LARGEST:
        raise NoSuchKey
    try:
        found = serialization.load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        raise NoSuchKey from None
    if not isinstance(found, rsa.RSAPublicKey) or found.key_size not in BITS:
        raise NoSuchKey
    digest = hashes.SHA256()
    return found.encrypt(key, padding.OAEP(padding.MGF1(digest), digest, None))
