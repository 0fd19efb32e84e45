"""Identity for which a provider vouches, from the claims that the administrator mapped.

Where trust frameworks are configured, only `verified_claims` (OpenID Connect for Identity Assurance
1.0) count, as a provider may also pass on what a person typed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rontal.accounts.single_sign_on.configuration import IDENTITY_NEEDED, ProviderSettings
from rontal.accounts.single_sign_on.errors import IdentityMissing

PROCESS: Final = "identity"
"""Process of a request to a provider by which a person starts an application."""
VERIFIED: Final = "verified_claims"


@dataclass(frozen=True)
class Identity:
    """Identity of a person at a provider: text by field of the application, and the trust framework
    under which it was verified, or "".
    """

    values: Mapping[str, str]
    framework: str = ""


def claims_wanted(provider: ProviderSettings) -> set[str]:
    """Returns the names of the claims that the mapping needs."""
    if provider.identity_frameworks:
        return {VERIFIED}
    return {claim.partition(".")[0] for _field, claim in provider.identity}


def request_parameters(provider: ProviderSettings) -> dict[str, str]:
    """Returns the parameter that asks for verified claims; {} where none are configured."""
    if not provider.identity_frameworks:
        return {}
    wanted = {
        "verification": {"trust_framework": {"values": list(provider.identity_frameworks)}},
        "claims": {claim.partition(".")[0]: None for _field, claim in provider.identity},
    }
    return {"claims": json.dumps({"userinfo": {VERIFIED: wanted}, "id_token": {VERIFIED: wanted}})}


def identity_of(claims: Mapping[str, Any], provider: ProviderSettings) -> Identity:
    """Returns the identity. Raises IdentityMissing where the provider does not vouch for number,
    name and birth date.
    """
    framework, source = "", claims
    if provider.identity_frameworks:
        framework, source = _verified(claims.get(VERIFIED), provider)
    values = {name: _text(source, claim) for name, claim in provider.identity}
    if not all(values.get(name) for name in IDENTITY_NEEDED):
        raise IdentityMissing
    return Identity({name: value for name, value in values.items() if value}, framework)


def _verified(listed: object, provider: ProviderSettings) -> tuple[str, Mapping[str, Any]]:
    """Returns the framework and the claims of the first element that is verified as configured.
    Raises IdentityMissing.
    """
    for one in listed if isinstance(listed, list) else [listed]:
        verification = one.get("verification") if isinstance(one, dict) else None
        claims = one.get("claims") if isinstance(one, dict) else None
        if not isinstance(verification, dict) or not isinstance(claims, dict):
            continue
        framework = verification.get("trust_framework")
        if framework in provider.identity_frameworks and _has_evidence(verification, provider):
            return str(framework), claims
    raise IdentityMissing


def _has_evidence(verification: Mapping[str, Any], provider: ProviderSettings) -> bool:
    if not provider.identity_evidence:
        return True
    listed = verification.get("evidence")
    evidence = listed if isinstance(listed, list) else []
    return any(
        isinstance(one, dict) and one.get("type") in provider.identity_evidence for one in evidence
    )


def _text(source: Mapping[str, Any], claim: str) -> str:
    """Returns the text of a claim, also of a part as `address.locality`; "" where it is none."""
    found: Any = source
    for part in [claim] if claim in source else claim.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found.strip() if isinstance(found, str) else ""
