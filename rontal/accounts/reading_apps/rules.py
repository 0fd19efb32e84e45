"""Format of reading apps' secrets, and normalization of typed passwords. Needs no Django."""

import base64
import hashlib
import re
import secrets
from datetime import timedelta
from typing import Final

LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's alphabet: thirty-two characters that do not look alike."""
LENGTH: Final = 28  # of 5 bits each: 140 bits
GROUP: Final = 4
MAX_TYPED_LENGTH: Final = 200
MAX_APPS: Final = 20
MAX_NAME_LENGTH: Final = 60
MAX_TOKENS: Final = 10
"""Number of tokens that an app can have at once; one more replaces the oldest."""
TOKEN_LASTS: Final = timedelta(days=1)
REFRESH_LASTS: Final = timedelta(days=180)
REPEAT_LASTS: Final = timedelta(minutes=10)
"""Time in which an app may use a refresh token again, as the answer may have been lost."""
CODE_LASTS: Final = timedelta(minutes=2)
"""Time in which an app exchanges the code that it got from the browser."""
_PASSWORD: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_MISREAD: Final = str.maketrans("oil", "011")


def secret() -> str:
    """Returns a new random password for an app, without dashes."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def token() -> str:
    """Returns a new random token of 256 bits."""
    return secrets.token_urlsafe(32)


def refresh_token() -> str:
    """Returns a new random refresh token: its family of 128 bits, a dot, and 256 bits."""
    return f"{secrets.token_urlsafe(16)}.{token()}"


def in_groups(password: str) -> str:
    """Formats a password in groups for reading and typing: `k3fm-…`."""
    return "-".join(password[at : at + GROUP] for at in range(0, len(password), GROUP))


def normalized_password(typed: str) -> str:
    """Normalizes a typed password: no spaces or dashes, lower case, o, i and l read as 0 and 1.
    Returns "" when it cannot be a password.
    """
    if len(typed) > MAX_TYPED_LENGTH:
        return ""
    plain = re.sub(r"[\s\u2010-\u2015-]+", "", typed).lower().translate(_MISREAD)
    return plain if _PASSWORD.fullmatch(plain) else ""


def is_challenge(text: str) -> bool:
    """Returns True for a code challenge of the method S256 (RFC 7636, 4.2)."""
    return _CHALLENGE.fullmatch(text) is not None


def challenge_of(verifier: str) -> str:
    """Returns the code challenge of a verifier by S256; "" when it cannot be a verifier."""
    if _VERIFIER.fullmatch(verifier) is None:
        return ""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
