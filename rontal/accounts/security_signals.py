"""Receivers of the signals of Django and django-allauth, which write security events."""

from typing import Any, Final

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from rontal.accounts import security_events as events
from rontal.accounts import security_log, sign_in_limits
from rontal.accounts.device_cookie import known_device, remember_browser
from rontal.accounts.models import User
from rontal.accounts.single_sign_on.services import unlink_all
from rontal.core.actors import Actor

FIRST: Final = "_is_first_sign_in"
"""Attribute of a request that signs an account in for the first time (`AccountAdapter.login`)."""


@receiver(account.user_logged_in)
def on_sign_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Records the sign-in, and makes this browser known to the account."""
    security_log.record_sign_in(
        user=user,
        how=_proofs(request, user),
        new_browser=not known_device(request, [user]),
        first=getattr(request, FIRST, False),
    )
    remember_browser(request, user)


@receiver(user_logged_out)
def on_sign_out(user: User | None, **_signal: Any) -> None:
    if isinstance(user, User):
        security_log.record_change(event=events.SIGNED_OUT, user=user)


@receiver(account.password_set)
def on_password_set(request: HttpRequest, user: User, **_signal: Any) -> None:
    security_log.record_change(event=events.PASSWORD_SET, user=user)
    remember_browser(request, user)


@receiver(account.password_changed)
def on_password_change(request: HttpRequest, user: User, **_signal: Any) -> None:
    security_log.record_change(event=events.PASSWORD_CHANGED, user=user)
    remember_browser(request, user)


@receiver(account.password_reset)
def on_password_reset(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Records it, removes links to identity providers, and ends a block by wrong passwords."""
    with transaction.atomic():
        security_log.record_change(event=events.PASSWORD_RESET, user=user, actor=Actor.visitor())
        unlink_all(user_id=user.pk, actor=Actor.visitor())
    sign_in_limits.lift(request, user)


@receiver(mfa.authenticator_added)
def on_factor_added(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    _record_factor(events.FACTOR_ADDED, user, authenticator)


@receiver(mfa.authenticator_removed)
def on_factor_removed(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    _record_factor(events.FACTOR_REMOVED, user, authenticator)


@receiver(mfa.authenticator_reset)
def on_codes_renewed(user: User, **_signal: Any) -> None:
    security_log.record_change(event=events.CODES_RENEWED, user=user)


@receiver(mfa.authenticator_used)
def on_factor_used(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """Records a backup code; the other factors are part of the sign-in."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        security_log.record_change(event=events.CODE_USED, user=user)


@receiver(mfa.authentication_failed)
def on_wrong_code(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    reauthentication: bool = False,
    **_signal: Any,
) -> None:
    """Records a wrong code at sign-in; whoever confirms theirs is signed in already."""
    if reauthentication:
        return
    actor = Actor.person(user.pk) if request.user.is_authenticated else Actor.visitor()
    proofs = _proofs(request, user).split(",")
    how = str(authenticator.type)
    security_log.record_wrong_factor(user=user, how=how, after=proofs[0], actor=actor)


def _record_factor(event: str, user: User, authenticator: Authenticator) -> None:
    passkey = authenticator.type == Authenticator.Type.WEBAUTHN
    what = "passkey" if passkey else str(authenticator.type)
    security_log.record_change(event=event, user=user, what=what)


def _proofs(request: HttpRequest, user: User) -> str:
    """Returns the proofs of a sign-in as codes: "password", "password,totp", "passkey"."""
    records = get_authentication_records(request, user)
    proofs = [
        "passkey" if one.get("passwordless") else str(one.get("type") or one["method"])
        for one in records
    ]
    return ",".join(dict.fromkeys(proofs))
