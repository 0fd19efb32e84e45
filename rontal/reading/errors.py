"""What can go wrong with an opened book."""

from rontal.kernel.errors import DomainError


class NothingThere(DomainError):
    """The book holds no such resource, or one of a kind that is not shown."""

    code = "no_such_page"


class NoSuchPlace(DomainError):
    """The place in the book cannot be understood."""

    code = "no_such_place"
