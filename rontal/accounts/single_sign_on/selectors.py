"""Queries about identity providers and links."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models.functions import Lower

from rontal.accounts.models import User
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.core.errors import NotFound
from rontal.core.sealing import token_hash

MAX_UID = 191


def providers() -> tuple[ProviderSettings, ...]:
    """Returns the identity providers of the configuration."""
    configured: tuple[ProviderSettings, ...] = settings.OIDC_PROVIDERS
    return configured


def provider(provider_id: str) -> ProviderSettings:
    """Returns a provider; raises NotFound."""
    found = (one for one in providers() if one.id == provider_id)
    return NotFound.if_none(next(found, None))


def uid_of(subject: str) -> str:
    """Returns the subject as stored in allauth's column, which is shorter than the longest one."""
    return subject if len(subject) <= MAX_UID else f"sha256:{token_hash(subject).hex()}"


def links_of(user_id: int) -> list[SocialAccount]:
    """Returns the person's links to identity providers, the oldest first."""
    return list(SocialAccount.objects.filter(user_id=user_id).order_by("pk"))


def confirming(user: User, *, has_own_proof: bool) -> list[ProviderSettings]:
    """Returns the providers by which a person may confirm that it is them: linked ones; for staff
    who have a password or passkey here, those that the administrator allows it.
    """
    configured = providers()
    if not configured:
        return []
    linked = {link.provider for link in links_of(user.pk)}
    return [
        one
        for one in configured
        if one.id in linked and (one.vouches_for_staff or not (user.roles and has_own_proof))
    ]


def account_of_address(email: str, provider_id: str) -> User | None:
    """Returns the account that an address alone identifies; None in any doubt.

    It is the only account with this address, closed ones included, as families share addresses. An
    address with other letters than ASCII is none: some become ASCII in lower case (U+212A). Its
    person has confirmed the address here. It has no staff role, as such accounts open other
    people's data, and no link to this provider yet.
    """
    if not email.strip() or not email.isprintable() or not email.isascii():
        return None
    rows = User.objects.alias(address=Lower("email")).filter(address=email.strip().lower())
    accounts = list(rows[:2])
    if len(accounts) != 1 or accounts[0].roles or not accounts[0].is_active:
        return None
    confirmed = EmailAddress.objects.filter(
        user=accounts[0], email__iexact=accounts[0].email, verified=True
    )
    linked = SocialAccount.objects.filter(user=accounts[0], provider=provider_id)
    return accounts[0] if confirmed.exists() and not linked.exists() else None
