"""Key pair of a device that stores books."""

from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PAIR = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def der(pair: Any) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return bytes(pair.public_key().public_bytes(serialization.Encoding.DER, form))
