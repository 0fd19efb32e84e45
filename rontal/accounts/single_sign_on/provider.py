"""allauth's OpenID Connect, made stricter: nonce and PKCE always, every token checked, metadata and
keys from our cache, nothing taken from the address of a request.
"""

import secrets
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rontal.accounts.single_sign_on import discovery, identity, proof, selectors, tokens
from rontal.accounts.single_sign_on.client import credentials
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.errors import ProviderAnswerInvalid

MAX_CODE: Final = 4_000
IDENTITY: Final = ("email", "email_verified")
"""Claims that may come from the user info endpoint where the ID token has neither: one source
vouches for an address, never two halves.
"""


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Provider that sends a nonce and a challenge with every request."""

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Redirects to the provider; what its answer is checked against is kept in the session.
        Raises ProviderUnavailable, ProviderAnswerInvalid.
        """
        configured = selectors.provider(self.sub_id)
        endpoint = discovery.configuration(configured).authorization_endpoint
        challenge = generate_code_challenge()
        nonce = secrets.token_urlsafe(32)
        state = self.stash_redirect_state(
            request,
            process,
            next_url,
            data,
            nonce=nonce,
            asked_at=time.time(),
            pkce_code_verifier=challenge["code_verifier"],
        )
        parameters = {
            "response_type": "code",
            "client_id": configured.client_id,
            "redirect_uri": Adapter(request, self.sub_id).get_callback_url(request, self.app),
            "scope": " ".join(configured.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge["code_challenge"],
            "code_challenge_method": challenge["code_challenge_method"],
        } | _wanted_proof(process, configured)
        joint = "&" if "?" in endpoint else "?"
        return HttpResponseRedirect(f"{endpoint}{joint}{urlencode(parameters)}")

    def serialize(self) -> dict[str, Any]:
        """Returns what names this provider in a session, also where two have the same client id."""
        named: dict[str, Any] = super().serialize() | {"id": self.sub_id}
        return named

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """Returns the subject, as stored."""
        return selectors.uid_of(data["sub"])

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Returns {}: of a provider's claims only the subject is stored."""
        return {}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Returns {}: a provider changes no field of an account."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        """Returns []: `sign_on_adapter` decides what an address is good for."""
        return []


def _wanted_proof(process: str, provider: ProviderSettings) -> dict[str, str]:
    """Returns the parameters that ask for a sign-in now, where the person confirms or proves who
    they are, and for one as strong as staff need.
    """
    is_fresh = process in (proof.PROCESS, identity.PROCESS)
    fresh = {"prompt": "login", "max_age": "0"} if is_fresh else {}
    if process == identity.PROCESS:
        fresh |= identity.request_parameters(provider)
    return fresh | ({"acr_values": " ".join(provider.staff_acr)} if provider.staff_acr else {})


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Adapter that exchanges the code and checks the tokens.

    `state` is what `Provider.redirect` kept in the session for this answer.
    """

    state: Mapping[str, Any]

    def get_client(self, request: HttpRequest, app: Any) -> None:
        """Returns None: `get_access_token_data` does without allauth's client, which follows
        redirects and reads answers of any size.
        """

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Exchanges the code for tokens. Raises ProviderUnavailable, ProviderAnswerInvalid."""
        configured = selectors.provider(self.provider_id)
        code = request.GET.get("code", "")
        if not 0 < len(code) <= MAX_CODE or not pkce_code_verifier:
            raise ProviderAnswerInvalid("code")
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.get_callback_url(request, app),
            "code_verifier": pkce_code_verifier,
        }
        found = discovery.configuration(configured)
        headers, known_by = credentials(configured, found)
        body = urlencode(fields | known_by).encode()
        return discovery.post_form(found.token_endpoint, body, headers)

    def parse_token(self, data: Mapping[str, Any]) -> SocialToken:
        """Returns the access token, which is not stored."""
        token = data.get("access_token")
        return SocialToken(token=token if isinstance(token, str) else "")

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Returns a login with the checked `claims`. Raises ProviderUnavailable,
        ProviderAnswerInvalid.
        """
        configured = selectors.provider(self.provider_id)
        claims = tokens.id_token_claims(
            configured, kwargs["response"].get("id_token"), nonce=self.state["nonce"]
        )
        is_vouching = self.state["process"] == identity.PROCESS
        wanted = identity.claims_wanted(configured) if is_vouching else set()
        claims = _with_user_info(configured, claims, token.token, wanted)
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]
    """View of the provider's answer; it belongs to the provider that this session asked."""

    def _get_state(
        self, request: HttpRequest, provider: Provider
    ) -> tuple[Mapping[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            _check_issuer(selectors.provider(provider.sub_id), request.GET.get("iss"))
            self.adapter.state = state
        return state, response


def _check_issuer(provider: ProviderSettings, issuer: str | None) -> None:
    """Refuses the answer of another provider (RFC 9207). Raises ProviderAnswerInvalid."""
    announced = discovery.configuration(provider).announces_issuer
    if (announced or issuer is not None) and issuer != provider.issuer:
        raise ProviderAnswerInvalid("another issuer")


def _with_user_info(
    provider: ProviderSettings, claims: dict[str, Any], access_token: str, wanted: set[str]
) -> dict[str, Any]:
    """Returns the claims with what is needed of the user info, where the ID token leaves it out:
    roles, address, and those that are `wanted`. Raises ProviderUnavailable, and
    ProviderAnswerInvalid for the information of another person.
    """
    missing = wanted - claims.keys()
    missing |= {provider.roles_claim} - claims.keys() if provider.roles else set()
    if provider.link_by_email and not claims.keys() & set(IDENTITY):
        missing |= set(IDENTITY)
    endpoint = discovery.configuration(provider).userinfo_endpoint
    if not missing or not endpoint or not access_token.isascii() or not access_token.isprintable():
        return claims
    information = discovery.get_json(endpoint, {"Authorization": f"Bearer {access_token}"})
    if information.get("sub") != claims["sub"]:
        raise ProviderAnswerInvalid("user info of another person")
    return claims | {name: information[name] for name in missing if name in information}
