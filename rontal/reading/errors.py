"""What can go wrong with an opened book."""

from rontal.kernel.errors import DomainError


class NoSuchPlace(DomainError):
    """The place in the book cannot be understood."""

    code = "no_such_place"


class NoSuchMark(DomainError):
    """A mark cannot be understood, or holds too many words."""

    code = "no_such_mark"


class PageTooLarge(DomainError):
    """A page of the book is larger than any page that could be shown."""

    code = "page_too_large"


class NothingToFind(DomainError):
    """No word is left of what is looked for."""

    code = "nothing_to_find"


class TooManyMarks(DomainError):
    """The book holds as many marks of the member as it can."""

    code = "too_many_marks"
