"""What can go wrong with accounts."""

from rontal.kernel.errors import DomainError


class LoginNameTaken(DomainError):
    """Another account has this login name."""

    code = "login_name_taken"


class WeakPassword(DomainError):
    """The password is too short, too common or only digits."""

    code = "weak_password"


class HasSignedIn(DomainError):
    """The person signs in with a password of their own; nobody gives them another on paper."""

    code = "has_signed_in"
