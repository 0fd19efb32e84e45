"""What can go wrong with an opened book."""

from rontal.kernel.errors import DomainError


class NoSuchPlace(DomainError):
    """The place in the book cannot be understood."""

    code = "no_such_place"
