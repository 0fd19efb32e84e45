"""Linking accounts to identities, and ending sessions that a provider vouched for."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from rontal.accounts.models import User
from rontal.accounts.single_sign_on import events
from rontal.accounts.single_sign_on.errors import LastWayIn, LinkedElsewhere
from rontal.accounts.single_sign_on.models import SignOnSession
from rontal.accounts.single_sign_on.selectors import providers, uid_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.events import emit


def link(*, user_id: int, provider: str, subject: str, how: str, actor: Actor) -> SocialAccount:
    """Links an account to an identity; a second call changes nothing. `how` is for the audit log:
    "self" or "address".

    Raises LinkedElsewhere where either has another link at this provider, NotAllowed for a closed
    account.
    """
    uid = uid_of(subject)
    try:
        with transaction.atomic():
            rows = User.objects.select_for_update(no_key=True, of=("self",))
            user = NotAllowed.if_none(rows.filter(pk=user_id, is_active=True).first())
            links = SocialAccount.objects.filter(provider=provider)
            same = links.filter(Q(user=user) | Q(uid=uid)).first()
            if same is None:
                made = SocialAccount.objects.create(user=user, provider=provider, uid=uid)
                data = {"provider": provider, "linked_by": how}
                emit(events.LINKED, actor=actor, subject=user, data=data)
                return made
    except IntegrityError:  # Somebody else linked the identity at the same moment.
        raise LinkedElsewhere from None
    if (same.user_id, same.uid) != (user_id, uid):
        raise LinkedElsewhere
    return same


def unlink(*, link_id: int, session: str, actor: Actor) -> None:
    """Removes one of the actor's links, and ends the sessions that began with it, except the one
    whose stored key is `session`. Raises NotFound, and LastWayIn where neither password nor passkey
    nor a link to a configured provider would be left.
    """
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True, of=("self",))
        user = NotFound.if_none(rows.filter(pk=actor.id or 0).first())
        row = NotFound.if_none(SocialAccount.objects.filter(pk=link_id, user=user).first())
        passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
        configured = [one.id for one in providers()]
        others = SocialAccount.objects.filter(user=user, provider__in=configured)
        others = others.exclude(pk=row.pk)
        if not (user.has_usable_password() or passkeys.exists() or others.exists()):
            raise LastWayIn
        row.delete()
        began = SignOnSession.objects.filter(user=user, provider=row.provider, subject=row.uid)
        _end(began.exclude(session=session))
        emit(events.UNLINKED, actor=actor, subject=user, data={"provider": row.provider})


def unlink_all(*, user_id: int, actor: Actor) -> None:
    """Removes all links of a person who has set a new password by mail: somebody else may have made
    them. Emits an event for each; a second call changes nothing.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
        links = SocialAccount.objects.filter(user=user).order_by("pk")
        for provider in list(links.values_list("provider", flat=True)):
            emit(events.UNLINKED, actor=actor, subject=user, data={"provider": provider})
        delete_links(user_id=user_id)


def delete_links(*, user_id: int) -> None:
    """Deletes all links of a person, and ends the sessions that began with one, when the account is
    closed.
    """
    _end(SignOnSession.objects.filter(user_id=user_id))
    SocialAccount.objects.filter(user_id=user_id).delete()


def note_session(*, user_id: int, provider: str, subject: str, sid: str, session: str) -> None:
    """Stores which provider vouched for a session; `session` is its stored key."""
    rows = SignOnSession.objects
    over = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows.filter(Q(user_id=user_id, created_at__lt=over) | Q(session=session)).delete()
    rows.create(
        user_id=user_id, provider=provider, subject=uid_of(subject), sid=sid, session=session
    )


def forget_session(*, session: str) -> None:
    """Forgets that a provider vouched for a session; `session` is its stored key."""
    SignOnSession.objects.filter(session=session).delete()


def end_sessions(*, provider: str, subject: str, sid: str) -> int:
    """Ends the sessions that a provider names by its session, its subject, or both. Returns how
    many. A session whose `sid` is not known ends with any of its subject.
    """
    rows = SignOnSession.objects.filter(provider=provider)
    uid = uid_of(subject)
    if sid:
        named = Q(sid=sid, subject=uid) if subject else Q(sid=sid)
        rows = rows.filter((named | Q(sid="", subject=uid)) if subject else named)
    else:
        rows = rows.filter(subject=uid)
    with transaction.atomic():
        return _end(rows, tell=True)


def _end(rows: "QuerySet[SignOnSession]", *, tell: bool = False) -> int:
    found = list(rows)
    Session.objects.filter(session_key__in=[one.session for one in found]).delete()
    SignOnSession.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found if tell else ():
        data = {"provider": one.provider}
        emit(events.SIGNED_OUT, actor=Actor.system("sign_on"), subject=one.user, data=data)
    return len(found)
