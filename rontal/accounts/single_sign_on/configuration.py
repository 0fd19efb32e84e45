"""Identity providers of the environment. Needs no Django: the settings are read by it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from rontal.accounts.roles import Role

LIST: Final = "RONTAL_OIDC_PROVIDERS"
SCOPES: Final = ("openid", "profile", "email")
IDENTITY_NEEDED: Final = ("number", "name", "birth_date")
"""Fields without which nobody's identity is vouched for; `number` is the NIK."""
IDENTITY_FIELDS: Final = (
    *IDENTITY_NEEDED, "birth_place", "sex", "district", "village", "street",
)  # fmt: skip
"""Fields of the application that a provider can fill in; `district` is a code of six digits."""
_ID: Final = re.compile(r"[a-z][a-z0-9]{0,29}")


@dataclass(frozen=True)
class ProviderSettings:
    """One identity provider.

    `link_by_email` lets a person without a link sign in to the account whose confirmed address the
    provider vouches for. `roles` maps values of the claim `roles_claim` to staff roles; empty where
    the provider decides about no role. `staff_acr` and `staff_amr` are the values of these claims
    by which a sign-in there confirms a person of the staff. `identity` maps fields of
    `identity.FIELDS` to the claims by which the provider vouches for who somebody is; they have to
    be verified under one of `identity_frameworks` (OpenID Connect for Identity Assurance) and by
    evidence of one of `identity_evidence`, where these are configured.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = SCOPES
    link_by_email: bool = False
    roles_claim: str = ""
    roles: tuple[tuple[str, Role], ...] = ()
    staff_acr: tuple[str, ...] = ()
    staff_amr: tuple[str, ...] = ()
    identity: tuple[tuple[str, str], ...] = ()
    identity_frameworks: tuple[str, ...] = ()
    identity_evidence: tuple[str, ...] = ()

    @property
    def vouches_for_staff(self) -> bool:
        """Returns True where the administrator has said which sign-ins confirm staff."""
        return bool(self.staff_acr or self.staff_amr)


def parse(environ: Mapping[str, str], named: str) -> tuple[ProviderSettings, ...]:
    """Returns the providers whose ids `named` lists, with commas; raises ValueError with the
    variable's name.
    """
    ids = [part.strip() for part in named.split(",") if part.strip()]
    if len(set(ids)) < len(ids) or not all(_ID.fullmatch(one) for one in ids):
        raise ValueError(f"{LIST} is {named!r}; it is names as inapas,buleleng")
    return tuple(_provider(environ, one) for one in ids)


def _provider(environ: Mapping[str, str], provider_id: str) -> ProviderSettings:
    def text(name: str, default: str | None = None) -> str:
        variable = f"RONTAL_OIDC_{provider_id.upper()}_{name}"
        value = environ.get(variable, "").strip() or default
        if value is None:
            raise ValueError(f"{variable} is not set, though {LIST} names {provider_id}")
        return value

    issuer = text("ISSUER")
    if not issuer.startswith(("https://", "http://")):
        raise ValueError(f"RONTAL_OIDC_{provider_id.upper()}_ISSUER is no https:// address")
    roles = _roles(text("ROLES", ""), provider_id)
    return ProviderSettings(
        id=provider_id,
        name=text("NAME"),
        issuer=issuer,
        client_id=text("CLIENT_ID"),
        client_secret=text("CLIENT_SECRET", ""),
        scopes=tuple(dict.fromkeys(("openid", *text("SCOPES", " ".join(SCOPES)).split()))),
        link_by_email=text("LINK_BY_EMAIL", "") == "1",
        roles_claim=text("ROLES_CLAIM", None if roles else ""),
        roles=roles,
        staff_acr=tuple(text("STAFF_ACR", "").split()),
        staff_amr=tuple(text("STAFF_AMR", "").split()),
        identity=_identity(text("IDENTITY", ""), provider_id),
        identity_frameworks=tuple(text("IDENTITY_FRAMEWORKS", "").split()),
        identity_evidence=tuple(text("IDENTITY_EVIDENCE", "").split()),
    )


def _identity(text: str, provider_id: str) -> tuple[tuple[str, str], ...]:
    """Parses `field=claim` pairs, separated by commas."""
    pairs = [part.strip().partition("=") for part in text.split(",") if part.strip()]
    found = tuple((name.strip(), claim.strip()) for name, _, claim in pairs)
    names = {name for name, claim in found if claim}
    wrong = len(names) < len(found) or not names <= set(IDENTITY_FIELDS)
    if wrong or (found and not set(IDENTITY_NEEDED) <= names):
        variable = f"RONTAL_OIDC_{provider_id.upper()}_IDENTITY"
        needed, all_ = ", ".join(IDENTITY_NEEDED), ", ".join(IDENTITY_FIELDS)
        raise ValueError(f"{variable} is field=claim pairs of {all_}; {needed} are needed")
    return found


def _roles(text: str, provider_id: str) -> tuple[tuple[str, Role], ...]:
    """Parses `value:role` pairs, separated by commas."""
    pairs = [part.strip().rpartition(":") for part in text.split(",") if part.strip()]
    try:
        return tuple((value.strip(), Role(role.strip())) for value, _, role in pairs)
    except ValueError:
        variable = f"RONTAL_OIDC_{provider_id.upper()}_ROLES"
        raise ValueError(f"{variable} is {text!r}; it is value:role pairs, commas") from None
