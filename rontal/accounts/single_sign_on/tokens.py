"""Checks of ID tokens (OpenID Connect Core 1.0, 3.1.3.7) and logout tokens (Back-Channel Logout
1.0, 2.6). Signatures are always checked, also of tokens that come from the token endpoint.
"""

import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

import jwt
from django.core.cache import cache

from rontal.accounts.single_sign_on import discovery
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.errors import ProviderAnswerInvalid
from rontal.core.sealing import token_hash

ALGORITHMS: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
"""Asymmetric algorithms; "none" and those with a shared secret are never accepted."""
SKEW: Final = 120
"""Seconds by which the clocks may differ."""
MIN_RSA_BITS: Final = 2_048
MAX_LENGTH: Final = 20_000
MAX_IDENTIFIER: Final = 255
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_AGE: Final = 600
"""Seconds after which a logout token is too old, even where it says otherwise."""


def id_token_claims(provider: ProviderSettings, token: object, *, nonce: str) -> dict[str, Any]:
    """Returns the claims of an ID token for this client and this sign-in.

    Raises ProviderAnswerInvalid, ProviderUnavailable.
    """
    claims = _verified(provider, token, required=("iss", "sub", "aud", "exp", "iat", "nonce"))
    answered = claims["nonce"]
    if not isinstance(answered, str) or not _equal(answered, nonce):
        raise ProviderAnswerInvalid("another nonce")
    return claims


def logout_claims(provider: ProviderSettings, token: object) -> dict[str, Any]:
    """Returns the claims of a logout token, which works once, unless `forget_logout` takes that
    back.

    Raises ProviderAnswerInvalid, ProviderUnavailable.
    """
    claims = _verified(
        provider, token, required=("iss", "aud", "iat", "exp", "jti", "events"), typ="logout+jwt"
    )
    event = claims["events"].get(LOGOUT_EVENT) if isinstance(claims["events"], dict) else None
    if not isinstance(event, dict) or "nonce" in claims:
        raise ProviderAnswerInvalid("no logout token")
    if not claims.get("sub") and not claims.get("sid"):
        raise ProviderAnswerInvalid("nobody to sign out")
    _check_text(claims["jti"])
    if type(claims["iat"]) not in (int, float) or claims["iat"] < time.time() - LOGOUT_AGE:
        raise ProviderAnswerInvalid("old logout token")
    if not cache.add(_seen(provider, claims), True, LOGOUT_AGE + 2 * SKEW):
        raise ProviderAnswerInvalid("logout token used before")
    return claims


def forget_logout(provider: ProviderSettings, claims: Mapping[str, Any]) -> None:
    """Lets a logout token work again whose sessions could not be ended."""
    cache.delete(_seen(provider, claims))


def usable_keys(provider: ProviderSettings) -> int:
    """Returns how many of the provider's keys can sign tokens. Raises ProviderUnavailable,
    ProviderAnswerInvalid.
    """
    listed = [one for one in discovery.keys(provider) if one.get("use", "sig") == "sig"]
    return sum(any(_parse(one, name) is not None for name in ALGORITHMS) for one in listed)


def _seen(provider: ProviderSettings, claims: Mapping[str, Any]) -> str:
    return f"oidc:{provider.id}:jti:{token_hash(claims['jti']).hex()}"


def _verified(
    provider: ProviderSettings, token: object, *, required: tuple[str, ...], typ: str = "jwt"
) -> dict[str, Any]:
    if not isinstance(token, str) or len(token) > MAX_LENGTH:
        raise ProviderAnswerInvalid("no token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm = _algorithm(provider, header, typ)
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(provider, header.get("kid"), algorithm),
            algorithms=[algorithm],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=SKEW,
            options={"require": list(required)},
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise ProviderAnswerInvalid(f"token: {type(error).__name__}") from None
    _check_identifiers(claims)
    _check_party(provider, claims)
    return claims


def _algorithm(provider: ProviderSettings, header: Mapping[str, Any], typ: str) -> str:
    """Returns the algorithm of a token's header. Raises ProviderAnswerInvalid."""
    algorithm, announced = header.get("alg"), discovery.configuration(provider).algorithms
    if algorithm not in ALGORITHMS or (announced and algorithm not in announced):
        raise ProviderAnswerInvalid("algorithm")
    if str(header.get("typ", typ)).lower().removeprefix("application/") not in ("jwt", typ):
        raise ProviderAnswerInvalid("type of token")
    return str(algorithm)


def _key(provider: ProviderSettings, kid: object, algorithm: str) -> Any:
    """Returns the key of a token; keys are fetched once more where it is unknown."""
    key = _find(discovery.keys(provider), kid, algorithm)
    if key is None:
        key = _find(discovery.keys(provider, again=True), kid, algorithm)
    if key is None:
        raise ProviderAnswerInvalid("unknown key")
    return key


def _find(listed: list[Mapping[str, Any]], kid: object, algorithm: str) -> Any:
    """Returns the key with this id; without an id, the only key that fits the algorithm."""
    named = [one for one in listed if one.get("use", "sig") == "sig"]
    if kid is not None:
        named = [one for one in named if one.get("kid") == kid]
    keys = [key for one in named if (key := _parse(one, algorithm)) is not None]
    return keys[0] if len(keys) == 1 else None


def _parse(content: Mapping[str, Any], algorithm: str) -> Any:
    if content.get("alg", algorithm) != algorithm or content.get("kty") == "oct":
        return None
    try:
        key = jwt.PyJWK(dict(content), algorithm=algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, KeyError):
        return None
    is_short = content.get("kty") == "RSA" and key.key_size < MIN_RSA_BITS
    return None if is_short else key


def _check_identifiers(claims: Mapping[str, Any]) -> None:
    for name in ("sub", "sid"):
        if name in claims:
            _check_text(claims[name])


def _check_text(value: object) -> None:
    """Raises ProviderAnswerInvalid for what cannot be an identifier."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_IDENTIFIER:
        raise ProviderAnswerInvalid("identifier")
    if not value.isprintable():
        raise ProviderAnswerInvalid("identifier")


def _check_party(provider: ProviderSettings, claims: Mapping[str, Any]) -> None:
    """Refuses a token that was issued to another client as well, unless this one asked for it."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    party = claims.get("azp", None if several else provider.client_id)
    if party != provider.client_id:
        raise ProviderAnswerInvalid("another client")


def _equal(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(errors="replace"), other.encode())
