"""How allauth is bound to Rontal: accounts are made at activation, never by its sign-up."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rontal.accounts import events, selectors, services
from rontal.accounts.address import client_address
from rontal.accounts.models import User
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit

WAIT: Final = 5 * 60
"""Seconds for which an account is held up after five wrong passwords (`ACCOUNT_RATE_LIMITS`)."""
DESK, HOME = "/meja/", "/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes allauth's own sign-up, leads people on, and leaves mails to `notifications`."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("email_password_mismatch", "username_password_mismatch"),
        _("E-mail address, member number or password are not right. Please look again."),
    )

    error_messages["too_many_login_attempts"] = _(
        "That was tried too often. Wait five minutes, or choose a new password by mail."
    )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Notes on the request that it is held up; the page of `held_up` says when to come back."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            request.held_up = WAIT  # type: ignore[attr-defined]
            raise

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `/daftar/` is the way in."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to the desk, everybody else to their home page."""
        user_id = request.user.pk
        return DESK if user_id and selectors.roles_of(user_id) else HOME

    def login(self, request: HttpRequest, user: User) -> None:
        """Signs somebody in, by whatever means, and tells of a member's first time."""
        super().login(request, user)
        services.note_sign_in(user_id=user.pk, actor=Actor.person(user.pk))

    def set_password(self, user: User, password: str) -> None:
        """A password of one's own takes the place of the one that the library handed over."""
        user.first_password_until = None
        super().set_password(user, password)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind trusted proxies people are told apart, so that limits are each one's own."""
        return client_address(request)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Tells that a reset was asked for; the mail is written by a job, with a fresh link.

        So the page answers as quickly for a known address as for an unknown one.
        """
        emit(events.RESET_ASKED, actor=Actor.visitor(), subject=user)
