"""Secrets that let somebody follow a ticket without signing in."""

import secrets

from rontal.feedback.models import FollowKey, Ticket
from rontal.feedback.rules.codes import follow_code, typed
from rontal.kernel import clock, sealing


def code_of(form_key: str) -> str:
    """The follow code of a form: the same form sent twice shows the same one.

    It is derived from the form's random key, which only the sender has, under the library's hash
    key.
    """
    return follow_code(sealing.keyed_hash(form_key, purpose="feedback.follow_code"))


def form_of(form_key: str) -> bytes:
    """What a form is known by while it is filled in and after: a keyed hash of its key."""
    return sealing.keyed_hash(form_key, purpose="feedback.form")


def keep(ticket: Ticket, code: str) -> None:
    """Keeps the keyed hash of a follow code."""
    FollowKey.objects.get_or_create(
        key_hash=hash_of(code), defaults={"ticket": ticket, "made_at": clock.now()}
    )


def fresh_token(ticket: Ticket) -> str:
    """A new secret for a link in a mail."""
    token = follow_code(secrets.token_bytes(32))
    keep(ticket, token)
    return token


def hash_of(code: str) -> bytes:
    """What is kept of a follow code, however it was typed."""
    return sealing.keyed_hash(typed(code), purpose="feedback.follow")
