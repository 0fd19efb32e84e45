"""What can go wrong with the passwords of reading apps."""

from rontal.kernel.errors import DomainError


class TooManyApps(DomainError):
    """The person has `limit` apps, the most at once."""

    code = "too_many_apps"


class AppNameTaken(DomainError):
    """The person has an app of this name; also when a form is sent twice."""

    code = "app_name_taken"


class AppNameMissing(DomainError):
    """An app needs a name, so that its password can be told from others."""

    code = "app_name_missing"


class TokenInvalid(DomainError):
    """Nobody has this password or token, it was revoked, or its time is over."""

    code = "token_invalid"


class AccountClosed(DomainError):
    """The account can no longer be used."""

    code = "account_closed"
