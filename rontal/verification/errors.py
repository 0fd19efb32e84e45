"""What can go wrong in verification."""

from rontal.kernel.errors import DomainError


class PhotoUnreadable(DomainError):
    """A sealed photo does not decode to a picture of a sane size."""

    code = "photo_unreadable"
