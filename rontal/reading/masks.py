"""Removal of font obfuscation, which only masks the first bytes of a font.

IDPF: EPUB OCF 3.3, section 4.3.4. Adobe: the mask that InDesign writes.
"""

import hashlib
import re
from typing import Final

IDPF_BYTES: Final = 1040
ADOBE_BYTES: Final = 1024


def unmask(content: bytes, *, mask: str, identifier: str) -> bytes:
    """Returns the plain font; `identifier` is the unique identifier of the package."""
    if mask == "idpf":
        bare = re.sub(r"[\x20\x09\x0d\x0a]", "", identifier)
        return _xor(
            content, hashlib.sha1(bare.encode(), usedforsecurity=False).digest(), IDPF_BYTES
        )
    digits = re.sub(r"[^0-9a-fA-F]", "", identifier.rpartition(":")[2])
    if mask == "adobe" and len(digits) == 32:
        return _xor(content, bytes.fromhex(digits), ADOBE_BYTES)
    return content


def _xor(content: bytes, key: bytes, length: int) -> bytes:
    head = content[:length]
    repeated = key * (len(head) // len(key) + 1)
    return bytes(a ^ b for a, b in zip(head, repeated, strict=False)) + content[length:]
