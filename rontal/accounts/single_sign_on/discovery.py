"""Configuration and keys that a provider publishes (OpenID Connect Discovery 1.0), cached."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.errors import ProviderAnswerInvalid, ProviderUnavailable
from rontal.core import outgoing
from rontal.core.sealing import token_hash

SECONDS: Final = 5.0
"""Time for one request to a provider, from connecting to the last byte."""
KEPT: Final = 600
"""Seconds for which configuration and keys are cached."""
KEYS_AGAIN: Final = 30
"""Seconds between two requests for keys because of an unknown key."""
SILENCE: Final = 10
"""Seconds for which a provider that did not answer is not asked again."""
WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Configuration:
    """Metadata of a provider that are used; `algorithms` is empty where it announces none."""

    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    token_auth_methods: tuple[str, ...]
    challenge_methods: tuple[str, ...]
    announces_issuer: bool


def configuration(provider: ProviderSettings) -> Configuration:
    """Returns the provider's configuration. Raises ProviderUnavailable, ProviderAnswerInvalid."""
    address = provider.issuer.rstrip("/") + WELL_KNOWN
    return _parse(provider, _cached(provider, "configuration", lambda: get_json(address)))


def keys(provider: ProviderSettings, *, again: bool = False) -> list[Mapping[str, Any]]:
    """Returns the provider's public keys (RFC 7517), not yet parsed.

    `again` fetches them once more, where that was not done just before: the provider may have
    changed its key. Raises ProviderUnavailable, ProviderAnswerInvalid.
    """
    address = configuration(provider).jwks_uri
    if again and cache.add(_name(provider, "again"), True, KEYS_AGAIN):
        cache.delete(_name(provider, "keys"))
    content = _cached(provider, "keys", lambda: get_json(address))
    listed = content.get("keys")
    if not isinstance(listed, list):
        raise ProviderAnswerInvalid("no list of keys")
    return [one for one in listed if isinstance(one, dict)]


def get_json(address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Fetches a JSON object. Raises ProviderUnavailable, ProviderAnswerInvalid."""
    wanted = {"Accept": "application/json", **(headers or {})}
    return _object(_exchange(lambda: outgoing.get(address, headers=wanted, **_limits())))


def post_form(address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """Posts a form and returns the JSON object. Raises ProviderUnavailable,
    ProviderAnswerInvalid.
    """
    wanted = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        **headers,
    }
    return _object(
        _exchange(lambda: outgoing.post(address, body=body, headers=wanted, **_limits()))
    )


def _limits() -> dict[str, Any]:
    return {"seconds": SECONDS, "private": True}  # the address is the administrator's choice


def _exchange(send: Callable[[], outgoing.Answer]) -> outgoing.Answer:
    try:
        answer = send()
    except (outgoing.ServerUnavailable, outgoing.AddressForbidden):
        raise ProviderUnavailable from None
    if answer.status >= 500:
        raise ProviderUnavailable
    return answer


def _object(answer: outgoing.Answer) -> dict[str, Any]:
    if answer.status != 200:
        raise ProviderAnswerInvalid(f"status {answer.status}")
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise ProviderAnswerInvalid("no JSON") from None
    if not isinstance(content, dict):
        raise ProviderAnswerInvalid("no JSON object")
    return content


def _cached(
    provider: ProviderSettings, what: str, fetch: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Returns what is cached or fetched. A provider that does not answer is left alone for a while,
    so that its silence occupies few threads.
    """
    name, silent = _name(provider, what), _name(provider, "silent")
    content: dict[str, Any] | None = cache.get(name)
    if content is None:
        if cache.get(silent):
            raise ProviderUnavailable
        try:
            content = fetch()
        except ProviderUnavailable:
            cache.set(silent, True, SILENCE)
            raise
        cache.set(name, content, KEPT)
    return content


def _name(provider: ProviderSettings, what: str) -> str:
    issuer = token_hash(provider.issuer).hex()[:16]
    return f"oidc:{provider.id}:{issuer}:{what}"


def _parse(provider: ProviderSettings, content: Mapping[str, Any]) -> Configuration:
    """Raises ProviderAnswerInvalid, also for metadata of another issuer."""
    if content.get("issuer") != provider.issuer:
        raise ProviderAnswerInvalid("configuration of another issuer")
    return Configuration(
        authorization_endpoint=_address(content, "authorization_endpoint"),
        token_endpoint=_address(content, "token_endpoint"),
        userinfo_endpoint=(
            _address(content, "userinfo_endpoint") if content.get("userinfo_endpoint") else ""
        ),
        jwks_uri=_address(content, "jwks_uri"),
        algorithms=_texts(content, "id_token_signing_alg_values_supported"),
        token_auth_methods=_texts(content, "token_endpoint_auth_methods_supported"),
        challenge_methods=_texts(content, "code_challenge_methods_supported"),
        announces_issuer=content.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(content: Mapping[str, Any], name: str) -> str:
    address = content.get(name)
    schemes = ("https://", "http://") if settings.OIDC_HTTP else ("https://",)
    if not isinstance(address, str) or not address.startswith(schemes):
        raise ProviderAnswerInvalid(f"no address as {name}")
    try:
        outgoing.parse_url(address, private=True)
    except outgoing.AddressForbidden:
        raise ProviderAnswerInvalid(f"no address as {name}") from None
    return address


def _texts(content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    listed = content.get(name)
    return tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()
