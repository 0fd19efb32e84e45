"""Secrets of reading apps without Django: how they look, and how what was typed is read."""

import re
import secrets
from datetime import timedelta
from typing import Final

LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two signs of which none looks like another (Crockford's)."""
LENGTH: Final = 28  # of 5 bits each: 140 bits
GROUP: Final = 4
LONGEST_TYPED: Final = 200
MOST_APPS: Final = 20
LONGEST_NAME: Final = 60
MOST_TOKENS: Final = 10
"""Tokens that one app holds at a time; a further one ends the oldest."""
TOKEN_LASTS: Final = timedelta(days=1)
REFRESH_LASTS: Final = timedelta(days=180)
BROWSER_TOKEN_LASTS: Final = timedelta(days=90)
"""The implicit grant has no refresh token, so what it gives lasts longer (RFC 6749, 4.2.2)."""
_PASSWORD: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
_MISREAD: Final = str.maketrans("oil", "011")


def secret() -> str:
    """A new password of an app, as it is kept in mind by nobody."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def token() -> str:
    """A new token for a machine to keep: 256 bits."""
    return secrets.token_urlsafe(32)


def in_groups(password: str) -> str:
    """A password as people read and type it: `k3fm-…`."""
    return "-".join(password[at : at + GROUP] for at in range(0, len(password), GROUP))


def as_kept(typed: str) -> str:
    """What was typed without spaces, dashes and capitals, "" where it cannot be a password."""
    if len(typed) > LONGEST_TYPED:
        return ""
    plain = re.sub(r"[\s\u2010-\u2015-]+", "", typed).lower().translate(_MISREAD)
    return plain if _PASSWORD.fullmatch(plain) else ""
