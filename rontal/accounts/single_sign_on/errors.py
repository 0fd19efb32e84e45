"""Errors of signing in with an identity provider."""

from rontal.core.errors import DomainError


class SignOnCancelled(DomainError):
    """The person did not agree at the provider."""

    code = "sign_on_cancelled"


class SignOnExpired(DomainError):
    """This session did not start the sign-in, or it took too long, or its answer was used."""

    code = "sign_on_expired"


class ProviderUnavailable(DomainError):
    """The provider does not answer, or not in time."""

    code = "sign_on_unavailable"


class ProviderAnswerInvalid(DomainError):
    """The provider's answer breaks the protocol, or was not meant for this sign-in.

    `reason` is for the log; it contains nothing that the provider sent.
    """

    code = "sign_on_invalid"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class NotLinked(DomainError):
    """No account is linked to this identity."""

    code = "sign_on_not_linked"


class LinkedElsewhere(DomainError):
    """The identity is linked to another account, or the account to another identity."""

    code = "sign_on_linked_elsewhere"


class LastWayIn(DomainError):
    """The account has neither password nor passkey, so that its link cannot be removed."""

    code = "sign_on_last_way_in"


class NotConfirmed(DomainError):
    """The provider does not say that the person has just signed in there, or not strongly enough
    for staff.
    """

    code = "sign_on_not_confirmed"


class AnotherIdentity(DomainError):
    """Somebody else signed in at the provider than the person who confirms."""

    code = "sign_on_another_identity"


class Confirmed(Exception):  # noqa: N818 - no error: ends allauth's flow
    """The person has confirmed that it is them, and goes on to `url`."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class IdentityMissing(DomainError):
    """The provider does not vouch for who the person is, as the configuration asks for."""

    code = "sign_on_identity_missing"


class HasAccount(DomainError):
    """The identity is linked to an account here, so that its person signs in."""

    code = "sign_on_has_account"
