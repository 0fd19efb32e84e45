"""Keys of offline books, derived on request and never stored on the server.

A key is derived from the server's own key, the loan and the device id, so that a repeated request
returns the same key; after the loan it is not given out. It is wrapped for a non-extractable key
pair of the browser, so that no script can read it.
"""

from typing import Final
from uuid import UUID

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from rontal.core.lasting_hashes import lasting_hash
from rontal.reading.errors import NoSuchKey

PURPOSE: Final = "reading.offline"
MAX_KEY_BYTES: Final = 1_000  # maximum bytes of a public key
BITS: Final = range(2048, 4097)


def key_of(loan_id: int, device: UUID) -> bytes:
    """Returns the 32-byte key for AES-256-GCM."""
    return lasting_hash(f"{loan_id}:{device}", purpose=PURPOSE)


def wrap(key: bytes, public_key: bytes) -> bytes:
    """Returns the key encrypted with RSA-OAEP and SHA-256 (RFC 8017).

    `public_key` is a SubjectPublicKeyInfo in DER, as exported by WebCrypto. Raises NoSuchKey unless
    it is RSA with 2,048 to 4,096 bits.
    """
    if len(public_key) > MAX_KEY_BYTES:
        raise NoSuchKey
    try:
        loaded_key = serialization.load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        raise NoSuchKey from None
    if not isinstance(loaded_key, rsa.RSAPublicKey) or loaded_key.key_size not in BITS:
        raise NoSuchKey
    digest = hashes.SHA256()
    return loaded_key.encrypt(key, padding.OAEP(padding.MGF1(digest), digest, None))
