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
