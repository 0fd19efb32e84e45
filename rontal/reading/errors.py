"""What can go wrong with an opened book."""

from rontal.kernel.errors import DomainError, NotFound


class NothingThere(NotFound):
    """The book holds no such resource, or one of a kind that is not shown."""


class NoSuchPlace(DomainError):
    """The place in the book cannot be understood."""

    code = "no_such_place"
