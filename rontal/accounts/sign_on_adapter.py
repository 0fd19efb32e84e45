"""Adapter between allauth and Rontal for signing in with an identity provider: whose account it is.

allauth's own sign-up and its link by address are off; `pre_social_login` decides.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rontal.accounts import services
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.sessions import stored_key
from rontal.accounts.single_sign_on import identity, proof, selectors
from rontal.accounts.single_sign_on import services as links
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.errors import (
    AnotherIdentity,
    Confirmed,
    HasAccount,
    IdentityMissing,
    NotConfirmed,
    NotLinked,
    ProviderAnswerInvalid,
    SignOnCancelled,
    SignOnExpired,
)
from rontal.core import clock
from rontal.core.actors import Actor

KIND: Final = "openid_connect"
SESSION: Final = "sign_on"
"""Entry of a session with the provider, subject and `sid` that vouched for it."""
IDENTITY: Final = "sign_on_identity"
"""Entry of a session with the identity of a person who is about to start an application."""
IDENTITY_SECONDS: Final = 600
CONFIRMED: Final = "provider"
"""Method of allauth's records of confirmations by a provider."""


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Adapter that links and signs in by the library's rules."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Returns the providers of the configuration, none of allauth's table."""
        return [
            SocialApp(provider=KIND, provider_id=one.id, name=one.name, client_id=one.client_id)
            for one in selectors.providers()
            if provider in (None, KIND, one.id) and client_id in (None, one.client_id)
        ]

    def get_requests_session(self) -> NoReturn:
        """Raises NotImplementedError: `discovery` asks providers, with limits."""
        raise NotImplementedError

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Returns False: people register at `/daftar/`."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Returns None: `pre_social_login` decides what an address is good for."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Links the identity to the account that asked for it, confirms the person who asked,
        starts an application, or finds the account to sign in to.

        Raises NotLinked, LinkedElsewhere, SignOnExpired, NotConfirmed, AnotherIdentity, Confirmed,
        HasAccount, IdentityMissing.
        """
        provider = selectors.provider(sociallogin.account.provider)
        if sociallogin.state.get("process") == proof.PROCESS:
            _confirm(request, sociallogin, provider)
        if sociallogin.state.get("process") == identity.PROCESS:
            _vouch(request, sociallogin, provider)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            _connect(request, sociallogin, provider)
        if not sociallogin.is_existing:
            _link_by_address(sociallogin, provider)
        assert isinstance(sociallogin.user, User)
        _set_roles(sociallogin.user, sociallogin.claims, provider)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Mapping[str, Any] | None = None,
    ) -> NoReturn:
        """Raises SignOnCancelled, SignOnExpired or ProviderAnswerInvalid, for the page that says
        it.
        """
        if error == AuthError.CANCELLED:
            raise SignOnCancelled
        if (extra_context or {}).get("state") is None:
            raise SignOnExpired
        raise ProviderAnswerInvalid(type(exception).__name__ if exception else "error")


def remember(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Stores in the session who vouched for it, before further steps of signing in; and what the
    provider says of when and how the person signed in there.
    """
    provider, claims = selectors.provider(sociallogin.account.provider), sociallogin.claims
    request.session[SESSION] = {
        "provider": provider.id,
        "subject": sociallogin.account.uid,
        "sid": claims.get("sid", ""),
        "at": proof.authenticated_at(claims),
        "vouched": proof.vouches(claims, provider),
    }


def proven_at(request: HttpRequest) -> float | None:
    """Returns when the person signed in at the provider that vouches for this session, in Unix
    time; None where that proves nothing.
    """
    vouched, user = request.session.get(SESSION) or {}, request.user
    at: float | None = vouched.get("at")
    if at is None or not isinstance(user, User):
        return None
    is_staff = bool(user.roles)
    own = is_staff and bool(get_reauthentication_flows(user))
    is_enough = proof.counts(vouched=vouched["vouched"], is_staff=is_staff, has_own_proof=own)
    return at if is_enough else None


def forget(request: HttpRequest) -> None:
    """Removes from the session who vouched for an earlier sign-in, which may have stopped before
    its second step; the provider cannot end the session any more.
    """
    if request.session.pop(SESSION, None) and (key := request.session.session_key):
        links.forget_session(session=stored_key(key))


def note_session(request: HttpRequest, user: User) -> None:
    """Stores the session for the provider's sign-out, if a provider vouched for it."""
    vouched, key = request.session.get(SESSION), request.session.session_key
    if vouched and key:
        named = {name: vouched[name] for name in ("provider", "subject", "sid")}
        links.note_session(user_id=user.pk, session=stored_key(key), **named)


def _connect(
    request: HttpRequest, sociallogin: SocialLogin, provider: ProviderSettings
) -> NoReturn:
    """Links the identity to the account that started this, and returns to the page of links."""
    user = request.user
    if isinstance(user, AnonymousUser) or sociallogin.state.get("data") != user.pk:
        raise SignOnExpired
    links.link(
        user_id=user.pk,
        provider=provider.id,
        subject=sociallogin.account.uid,
        how="self",
        actor=Actor.person(user.pk),
    )
    sentence = _("Linked. You can now sign in with %(name)s.") % {"name": provider.name}
    messages.success(request, sentence)
    raise ImmediateHttpResponse(redirect("sign_on_links"))


def _confirm(
    request: HttpRequest, sociallogin: SocialLogin, provider: ProviderSettings
) -> NoReturn:
    """Records that the person who asked has just signed in at the provider. Raises Confirmed, or
    SignOnExpired, AnotherIdentity, NotConfirmed.
    """
    user, state = request.user, sociallogin.state
    if not isinstance(user, User) or state.get("data") != user.pk:
        raise SignOnExpired
    if not sociallogin.is_existing or sociallogin.user.pk != user.pk:
        raise AnotherIdentity
    is_enough = proof.counts(
        vouched=proof.vouches(sociallogin.claims, provider),
        is_staff=bool(user.roles),
        has_own_proof=bool(get_reauthentication_flows(user)),
    )
    if not is_enough or not proof.is_since(sociallogin.claims, state["asked_at"]):
        raise NotConfirmed
    record_authentication(request, user, CONFIRMED, provider=provider.id, reauthenticated=True)
    raise Confirmed(state.get("next") or "/")


def _vouch(request: HttpRequest, sociallogin: SocialLogin, provider: ProviderSettings) -> NoReturn:
    """Keeps who the person is in the sealed session, for the application that they start. Raises
    HasAccount, IdentityMissing.
    """
    if not proof.is_since(sociallogin.claims, sociallogin.state["asked_at"]):
        raise IdentityMissing
    if sociallogin.is_existing:
        raise HasAccount
    found = identity.identity_of(sociallogin.claims, provider)
    request.session[IDENTITY] = {
        "provider": provider.id,
        "values": dict(found.values),
        "framework": found.framework,
        "at": clock.now().timestamp(),
    }
    raise ImmediateHttpResponse(redirect("registration_vouched"))


def take_identity(request: HttpRequest) -> tuple[ProviderSettings, identity.Identity]:
    """Removes the identity of this session's person from it, and returns it with its provider.
    Raises SignOnExpired.
    """
    kept = request.session.pop(IDENTITY, None)
    if kept is None or clock.now().timestamp() - kept["at"] > IDENTITY_SECONDS:
        raise SignOnExpired
    provider = selectors.provider(kept["provider"])
    return provider, identity.Identity(kept["values"], kept["framework"])


def _link_by_address(sociallogin: SocialLogin, provider: ProviderSettings) -> None:
    """Links the identity to the account whose confirmed address the provider vouches for. Raises
    NotLinked, also for a person to whom the provider gives staff roles: an address alone makes
    nobody staff.
    """
    email, vouched = sociallogin.claims.get("email"), sociallogin.claims.get("email_verified")
    user = None
    is_staff = bool(_mapped_roles(sociallogin.claims, provider))
    if provider.link_by_email and vouched is True and isinstance(email, str) and not is_staff:
        user = selectors.account_of_address(email, provider.id)
    if user is None:
        raise NotLinked
    account: SocialAccount = links.link(
        user_id=user.pk,
        provider=provider.id,
        subject=sociallogin.account.uid,
        how="address",
        actor=Actor.person(user.pk),
    )
    sociallogin.account, sociallogin.user = account, user


def _set_roles(user: User, claims: Mapping[str, Any], provider: ProviderSettings) -> None:
    """Sets those staff roles that the administrator left to the provider; the others stay."""
    if not provider.roles or not user.is_active:
        return
    managed = {role for _value, role in provider.roles}
    held = {Role(role) for role in user.roles}
    roles = (held - managed) | _mapped_roles(claims, provider)
    if roles != held:
        actor = Actor.system(f"sign_on:{provider.id}")
        user.roles = services.set_roles(user_id=user.pk, roles=list(roles), actor=actor).roles


def _mapped_roles(claims: Mapping[str, Any], provider: ProviderSettings) -> set[Role]:
    """Returns the staff roles that the claims of a person give by the administrator's mapping."""
    claim = claims.get(provider.roles_claim)
    listed: Iterable[Any] = claim if isinstance(claim, list) else [claim]
    values = {one for one in listed if isinstance(one, str)}
    return {role for value, role in provider.roles if value in values}
