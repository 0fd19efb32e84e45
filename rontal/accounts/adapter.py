"""Adapter between allauth and Rontal. Services create accounts, never allauth's sign-up."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rontal.accounts import (
    events,
    security_log,
    selectors,
    services,
    sign_in_limits,
    sign_on_adapter,
)
from rontal.accounts.address import client_address
from rontal.accounts.browsers import BROWSER, coarse_name
from rontal.accounts.models import User
from rontal.accounts.open_sessions.services import end_sessions
from rontal.accounts.reading_apps.services import revoke_all
from rontal.accounts.security_signals import FIRST
from rontal.accounts.sessions import UNSENT_FORM, stored_key
from rontal.accounts.single_sign_on import selectors as sign_on
from rontal.core.actors import Actor
from rontal.core.events import emit

WAIT: Final = 5 * 60
"""Seconds for which sign-in is blocked after five wrong passwords (`ACCOUNT_RATE_LIMITS`)."""
DESK, HOME = "/meja/", "/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Disables allauth's sign-up, sets redirects, and leaves mails to the app `notifications`."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("email_password_mismatch", "username_password_mismatch"),
        _("The email address, member number or password is incorrect. Check them and try again."),
    )

    error_messages["too_many_login_attempts"] = _(
        "Too many attempts. Wait five minutes, or reset your password by email."
    )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Returns the name by which wrong passwords are counted. allauth's key contains the host of
        the request, so that each port in it would give five more attempts.
        """
        return sign_in_limits.typed_name(credentials)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **_names: Any) -> None:
        """Does nothing: `sign_in_limits.lift` ends the block of an account after a reset. allauth
        would also forget the failures of the network address, with all that guess behind it.
        """

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt, by `sign_in_limits`; `authenticate` takes it back if the password is
        right. Sets `request.held_up` (seconds to wait) when the rate limit is reached; the error
        page uses it.
        """
        action, key = sign_in_limits.limit_of(request, credentials)
        self._login_failed_rl_usage = ratelimit.consume(
            request, app=sign_in_limits.APP, action=action, key=key
        )
        if not self._login_failed_rl_usage:
            users = sign_in_limits.accounts_of(credentials)
            security_log.record_lock(users=users, actor=_actor(request))
            request.held_up = WAIT  # type: ignore[attr-defined]
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a wrong password in the security log."""
        users = sign_in_limits.accounts_of(credentials)
        security_log.record_wrong_password(users=users, actor=_actor(request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Returns False: people register at `/daftar/`."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Returns allauth's ways to confirm that it is the person, then those by a provider."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not isinstance(user, User):
            return methods
        providers = sign_on.confirming(user, has_own_proof=bool(methods))
        return methods + [
            {
                "id": f"sign_on:{one.id}",
                "description": _("Use %(name)s") % {"name": one.name},
                "url": reverse("sign_on_confirm", args=[one.id]),
            }
            for one in providers
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Returns the staff desk for staff, the home page for everybody else."""
        user_id = request.user.pk
        return DESK if user_id and selectors.roles_of(user_id) else HOME

    def pre_login(self, request: HttpRequest, user: User, **arguments: Any) -> Any:
        """Stores in the session which identity provider vouched for the person, if one did; what an
        earlier sign-in left there is removed. The provider can end the session from now on, before
        the second step as well.
        """
        sign_on_adapter.forget(request)
        if login := (arguments.get("signal_kwargs") or {}).get("sociallogin"):
            sign_on_adapter.remember(request, login)
            sign_on_adapter.note_session(request, user)
        return super().pre_login(request, user, **arguments)

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs the user in, with a password, a passkey or an identity provider, and records a
        member's first sign-in.
        """
        setattr(request, FIRST, user.last_login is None)
        super().login(request, user)
        request.session.set_expiry(None)
        request.session[BROWSER] = coarse_name(request.headers.get("User-Agent", ""))
        sign_on_adapter.note_session(request, user)
        if request.session.get(UNSENT_FORM, {}).get("account") != user.pk:
            request.session.pop(UNSENT_FORM, None)
        services.note_sign_in(user_id=user.pk, actor=Actor.person(user.pk))

    def set_password(self, user: User, password: str) -> None:
        """Sets a password that the person chose, ends the first password from the library, and
        revokes all reading apps: whoever knew the old password may have added one. Ends all other
        sessions, too.
        """
        user.first_password_until = None
        key = self.request.session.session_key if self.request else None
        with transaction.atomic():
            super().set_password(user, password)
            revoke_all(actor=Actor.person(user.pk))
            end_sessions(user_id=user.pk, spare=stored_key(key) if key else "")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Returns the client's address behind trusted proxies, so that each client has its own rate
        limit.
        """
        return client_address(request)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Emits an event; a job then sends the mail with a fresh link.

        So the page answers equally fast for known and for unknown addresses.
        """
        emit(events.RESET_REQUESTED, actor=Actor.visitor(), subject=user)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return selectors.actor_of(user) if isinstance(user, User) else Actor.visitor()
