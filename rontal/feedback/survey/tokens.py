"""Tokens of the survey's links: for an invitation, and for declining all further ones.

They are derived from a random key with the library's first hash key, so that the mail and the
member's page show the same link; the database stores only a second keyed hash of each.
"""

import uuid
from base64 import urlsafe_b64encode

from rontal.core import sealing
from rontal.core.lasting_hashes import lasting_hash


def invitation_token(invitation: uuid.UUID) -> str:
    """Returns the token of an invitation: 43 characters of URL-safe base64."""
    return _derive(invitation, "survey:opening")


def opt_out_token(key: uuid.UUID) -> str:
    """Returns the token by which a person declines or allows invitations."""
    return _derive(key, "survey:stopping")


def hash_token(token: str) -> bytes:
    """Returns the keyed hash of a token, as stored."""
    return sealing.keyed_hash(token, purpose="survey:token")


def hashes_of(token: str) -> list[bytes]:
    """Returns the hashes of a token under all hash keys, for look-ups."""
    return sealing.keyed_hashes(token, purpose="survey:token")


def _derive(key: uuid.UUID, purpose: str) -> str:
    return urlsafe_b64encode(lasting_hash(str(key), purpose=purpose)).decode().rstrip("=")
