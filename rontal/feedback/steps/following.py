"""Secrets by which a reporter follows a ticket without signing in."""

import secrets

from rontal.core import clock, sealing
from rontal.feedback.models import FollowKey, Ticket
from rontal.feedback.rules.codes import follow_code, normalize_follow_code


def code_of(form_key: str) -> str:
    """Returns the follow code of a form; a form that is sent twice gets the same code.

    It is derived from the form's random key, which only the sender has, with the library's hash
    key.
    """
    return codes_of(form_key)[0]


def codes_of(form_key: str) -> list[str]:
    """Returns the follow codes of a form under all hash keys, in the order of `forms_of`."""
    hashes = sealing.keyed_hashes(form_key, purpose="feedback.follow_code")
    return [follow_code(one) for one in hashes]


def form_of(form_key: str) -> bytes:
    """Returns the id of a form, before and after it is sent: a keyed hash of its key."""
    return forms_of(form_key)[0]


def forms_of(form_key: str) -> list[bytes]:
    """Returns the ids of a form under all hash keys, the active one first."""
    return sealing.keyed_hashes(form_key, purpose="feedback.form")


def store_follow_code(ticket: Ticket, code: str) -> None:
    """Stores the keyed hash of a follow code."""
    FollowKey.objects.get_or_create(
        key_hash=hash_of(code), defaults={"ticket": ticket, "made_at": clock.now()}
    )


def fresh_token(ticket: Ticket) -> str:
    """Creates and stores a new secret for a link in a mail."""
    token = follow_code(secrets.token_bytes(32))
    store_follow_code(ticket, token)
    return token


def hash_of(code: str) -> bytes:
    """Returns the keyed hash of a follow code; case, spaces and hyphens do not matter."""
    return hashes_of(code)[0]


def hashes_of(code: str) -> list[bytes]:
    """Returns the hashes of a follow code under all hash keys, the active one first."""
    return sealing.keyed_hashes(normalize_follow_code(code), purpose="feedback.follow")
