"""The words that open an invitation, and those that stop all further ones.

They are derived from a random key by the library's own hash key, so that the letter and the
member's page show the same link; in the database only a second keyed hash of each is kept.
"""

import uuid
from base64 import urlsafe_b64encode

from rontal.kernel import sealing


def opening(invitation: uuid.UUID) -> str:
    """The token of an invitation: 43 letters and digits."""
    return _word(invitation, "survey:opening")


def stopping(key: uuid.UUID) -> str:
    """The token by which a person says whether they want to be asked."""
    return _word(key, "survey:stopping")


def found_by(token: str) -> bytes:
    """What is kept of a token."""
    return sealing.keyed_hash(token, purpose="survey:token")


def _word(key: uuid.UUID, purpose: str) -> str:
    return urlsafe_b64encode(sealing.keyed_hash(str(key), purpose=purpose)).decode().rstrip("=")
