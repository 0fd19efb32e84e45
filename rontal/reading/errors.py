"""Errors of reading a book."""

from rontal.core.errors import DomainError


class NoSuchPlace(DomainError):
    """The place is neither an EPUB CFI nor a page, or its fraction is invalid."""

    code = "no_such_place"


class NoSuchMark(DomainError):
    """The mark is invalid, or its quote or note is too long."""

    code = "no_such_mark"


class PageTooLarge(DomainError):
    """The resource is too large for a browser to show."""

    code = "page_too_large"


class NothingToFind(DomainError):
    """The search text is empty after normalisation."""

    code = "nothing_to_find"


class PagesBeingRead(DomainError):
    """The text of a book of pages is being extracted; `read` of `pages` pages are done."""

    code = "pages_being_read"


class PagesWithoutWords(DomainError):
    """The book has no page with text; all pages are images."""

    code = "pages_without_words"


class TooManyMarks(DomainError):
    """The title has reached the maximum number of the member's marks."""

    code = "too_many_marks"


class NotForKeeping(DomainError):
    """The book may not be stored offline: in-library loan, or forbidden by the policy."""

    code = "not_for_keeping"


class TooManyKept(DomainError):
    """The member has `limit` books offline, the maximum."""

    code = "too_many_kept"


class NoSuchKey(DomainError):
    """The device did not send a public key that can wrap a secret."""

    code = "no_such_key"


class PageUnable(DomainError):
    """The page cannot be shown; the subclasses say why."""

    code = "page_unable"


class PagesBroken(PageUnable):
    """The file or this page is damaged."""

    code = "pages_broken"


class PagesProtected(PageUnable):
    """The file is protected by a password."""

    code = "pages_protected"


class PageTooHeavy(PageUnable):
    """Rendering the page exceeds the limits of time or memory."""

    code = "page_too_heavy"


class RendererUnavailable(PageUnable):
    """The rendering process is not available."""

    code = "painter_away"


class SampleTooShort(DomainError):
    """The book is too short for the percentage that its licence allows as a sample."""

    code = "sample_too_short"
