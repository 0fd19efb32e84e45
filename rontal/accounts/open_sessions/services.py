"""Ending sessions of an account on the server, so that their browsers are signed out at once."""

from django.contrib.sessions.models import Session
from django.db import transaction

from rontal.accounts import events
from rontal.accounts.models import User
from rontal.core.actors import Actor
from rontal.core.events import emit


def end_sessions(*, user_id: int, spare: str = "") -> int:
    """Ends all sessions of an account but the one stored as `spare`; returns their number."""
    rows = Session.objects.filter(opensession__user=user_id).exclude(pk=spare)
    return _delete(list(rows.values_list("pk", flat=True)))


def sign_out_everywhere(*, user_id: int, actor: Actor, spare: str = "") -> int:
    """Does the same as `end_sessions` and emits an event where a session has ended."""
    with transaction.atomic():
        number = end_sessions(user_id=user_id, spare=spare)
        if number:
            emit(events.SESSIONS_ENDED, actor=actor, subject=User(pk=user_id))
    return number


def sign_out(*, user_id: int, stored: str, actor: Actor) -> bool:
    """Ends the session stored under this key if it is one of the account; returns True then."""
    with transaction.atomic():
        rows = Session.objects.filter(pk=stored, opensession__user=user_id)
        number = _delete(list(rows.values_list("pk", flat=True)))
        if number:
            emit(events.SESSIONS_ENDED, actor=actor, subject=User(pk=user_id))
    return bool(number)


def _delete(keys: list[str]) -> int:
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)
