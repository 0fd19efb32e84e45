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


class PagesBeingRead(DomainError):
    """The words of a book of pages are read for the first time: `read` of so many `pages` by
    now."""

    code = "pages_being_read"


class PagesWithoutWords(DomainError):
    """No page of the book holds words: all of them are pictures."""

    code = "pages_without_words"


class TooManyMarks(DomainError):
    """The book holds as many marks of the member as it can."""

    code = "too_many_marks"


class NotForKeeping(DomainError):
    """The book is read where it is: in the library only, or the library keeps none on devices."""

    code = "not_for_keeping"


class TooManyKept(DomainError):
    """The member keeps as many books as the library allows; `limit` says how many."""

    code = "too_many_kept"


class NoSuchKey(DomainError):
    """What a device sent is no key that a secret could be wrapped for."""

    code = "no_such_key"


class PageUnable(DomainError):
    """A page that cannot be shown; the subclasses say why."""

    code = "page_unable"


class PagesBroken(PageUnable):
    """The file, or this page of it, is broken."""

    code = "pages_broken"


class PagesProtected(PageUnable):
    """The file is under a password."""

    code = "pages_protected"


class PageTooHeavy(PageUnable):
    """Drawing the page takes more time or memory than a page may."""

    code = "page_too_heavy"


class PainterAway(PageUnable):
    """Nothing draws pages here at the moment."""

    code = "painter_away"


class SampleTooShort(DomainError):
    """Of so short a book nothing is left that its licence lets be shown."""

    code = "sample_too_short"
