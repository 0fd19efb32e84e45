"""Errors of accounts."""

from rontal.core.errors import DomainError


class LoginNameTaken(DomainError):
    """Another account has this login name."""

    code = "login_name_taken"


class WeakPassword(DomainError):
    """The password is too short or easy to guess."""

    code = "weak_password"


class HasSignedIn(DomainError):
    """The person has a password of their own, so that no first password can be issued."""

    code = "has_signed_in"
