"""Check of the identity providers for `rontal doctor`: discovery, keys, clock, client id."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlencode

from rontal.accounts.single_sign_on import discovery, selectors, tokens
from rontal.accounts.single_sign_on.client import credentials
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.discovery import Configuration
from rontal.accounts.single_sign_on.errors import ProviderAnswerInvalid, ProviderUnavailable
from rontal.config.doctor import Finding, Level
from rontal.core import clock, outgoing

SECONDS: Final = 10.0
MAX_DRIFT: Final = timedelta(seconds=60)
CALLBACK: Final = "/masuk/lewat/{id}/kembali/"


def findings() -> Iterator[Finding]:
    """Yields the state of each identity provider; nothing where there is none."""
    for provider in selectors.providers():
        yield _examine(provider)


def _examine(provider: ProviderSettings) -> Finding:
    name, prefix = f"Sign-in by {provider.name}", f"RONTAL_OIDC_{provider.id.upper()}"
    try:
        found = discovery.configuration(provider)
        usable = tokens.usable_keys(provider)
    except ProviderUnavailable:
        remedy = f"check {prefix}_ISSUER and the network"
        return Finding(Level.FAIL, name, f"{provider.issuer} does not answer", remedy)
    except ProviderAnswerInvalid as error:
        remedy = f"{prefix}_ISSUER has to be exactly what the provider calls its issuer"
        return Finding(Level.FAIL, name, f"cannot be used: {error.params['reason']}", remedy)
    if not usable:
        return Finding(Level.FAIL, name, "no key of a kind that is accepted", "ask the provider")
    if found.challenge_methods and "S256" not in found.challenge_methods:
        remedy = "ask the provider to support PKCE with S256"
        return Finding(Level.WARN, name, "the provider announces PKCE without S256", remedy)
    return _client(provider, found, name, prefix)


def _client(provider: ProviderSettings, found: Configuration, name: str, prefix: str) -> Finding:
    """Offers a code that cannot exist: a provider that knows the client refuses the code only."""
    headers, fields = credentials(provider, found)
    fields |= {"grant_type": "authorization_code", "code": "rontal-doctor", "redirect_uri": "x"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = outgoing.post(
            found.token_endpoint,
            body=urlencode(fields | {"code_verifier": "0" * 43}).encode(),
            headers=headers,
            seconds=SECONDS,
            private=True,
        )
    except (outgoing.ServerUnavailable, outgoing.AddressForbidden):
        return Finding(Level.FAIL, name, "its token endpoint does not answer", "ask the provider")
    if answer.status == 401 or b"invalid_client" in answer.body:
        remedy = f"check {prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET"
        return Finding(Level.FAIL, name, "does not know this client", remedy)
    drift = _drift(answer.headers.get("date", ""))
    if drift > MAX_DRIFT:
        result = f"its clock differs by {drift.total_seconds():.0f} s; 120 s are accepted"
        return Finding(Level.WARN, name, result, "synchronise the clock of this machine")
    return Finding(Level.OK, name, f"answers and knows this client{_rights(provider)}")


def _rights(provider: ProviderSettings) -> str:
    given = [", links accounts by confirmed address"] if provider.link_by_email else []
    roles = sorted({role.value for _value, role in provider.roles})
    return "".join([*given, *([f", gives {', '.join(roles)}"] if roles else [])])


def _drift(date: str) -> timedelta:
    try:
        there: datetime = parsedate_to_datetime(date)
        return abs(there - clock.now())
    except (ValueError, TypeError):
        return timedelta()
