"""Errors of reading apps' passwords."""

from rontal.core.errors import DomainError


class TooManyApps(DomainError):
    """The person already has `limit` apps."""

    code = "too_many_apps"


class AppNameTaken(DomainError):
    """The person already has an app of this name; also raised when a form is sent twice."""

    code = "app_name_taken"


class AppNameMissing(DomainError):
    """An app needs a name, by which the person recognizes its password in the list."""

    code = "app_name_missing"


class TokenInvalid(DomainError):
    """The password or token is unknown, revoked or expired."""

    code = "token_invalid"


class AccountClosed(DomainError):
    code = "account_closed"
