"""Secrets by which the sender follows a request without signing in."""

import secrets

from rontal.core import clock, sealing
from rontal.core.reference_codes import follow_code, normalize_follow_code
from rontal.data_requests.models import DataRequest, RequestFollowKey


def code_of(form_key: str) -> str:
    """Returns the follow code of a form; a form that is sent twice gets the same code."""
    return follow_code(sealing.keyed_hash(form_key, purpose="data_requests.follow_code"))


def form_of(form_key: str) -> bytes:
    """Returns the id of a form: a keyed hash of its random key."""
    return sealing.keyed_hash(form_key, purpose="data_requests.form")


def store_follow_code(request: DataRequest, code: str) -> None:
    """Stores the keyed hash of a follow code."""
    RequestFollowKey.objects.get_or_create(
        key_hash=hash_of(code), defaults={"request": request, "made_at": clock.now()}
    )


def fresh_token(request: DataRequest) -> str:
    """Creates and stores a new secret for a link in a mail."""
    token = follow_code(secrets.token_bytes(32))
    store_follow_code(request, token)
    return token


def hash_of(code: str) -> bytes:
    """Returns the keyed hash of a follow code; case, spaces and hyphens do not matter."""
    return sealing.keyed_hash(normalize_follow_code(code), purpose="data_requests.follow")
