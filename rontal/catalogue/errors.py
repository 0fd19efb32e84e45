"""Errors of books that cannot be stored, and of what staff do with titles. Those of reading a book
file are in `records.errors`."""

from rontal.core.errors import DomainError


class StorageFailed(DomainError):
    """The library's own storage is full or does not respond."""

    code = "book_storage_failed"


class TitleChanged(DomainError):
    """Another user changed the title since it was opened."""

    code = "title_changed"


class TitleJoined(DomainError):
    """The title was joined to another one and can no longer be changed."""

    code = "title_joined"


class SameTitle(DomainError):
    """A title cannot be joined with itself."""

    code = "title_same"


class DraftInUse(DomainError):
    """A draft cannot be deleted: it has a licence, or another title was joined to it."""

    code = "draft_in_use"


class ReasonMissing(DomainError):
    """Withdrawing a title requires a reason."""

    code = "title_reason_missing"


class ChangedSince(DomainError):
    """The fields of a change were changed again since, so that it cannot be undone alone."""

    code = "title_changed_since"


class NotReversible(DomainError):
    """The change cannot be undone: it joined two titles, or was undone before."""

    code = "title_not_taken_back"


class TooManyTitles(DomainError):
    """A batch has more titles than allowed; `most` is the limit."""

    code = "too_many_titles"


class CoverUnreadable(DomainError):
    """The picture cannot be decoded: of unknown format, broken or too large."""

    code = "cover_unreadable"


class AuthorityTaken(DomainError):
    """Another agent, subject or series has this name; the two can be joined."""

    code = "authority_taken"


class AuthoritySame(DomainError):
    """An authority cannot be joined with itself, nor with one that was joined to another."""

    code = "authority_same"


class AuthorityEmpty(DomainError):
    """The name contains no letter or digit."""

    code = "authority_empty"


class PickDays(DomainError):
    """A recommendation would end before it begins."""

    code = "pick_days"


class BookAlreadyPresent(DomainError):
    """The title already has this very file."""

    code = "book_there"


class BookOfAnother(DomainError):
    """Another title has this very file; `title_id` and `title` identify it."""

    code = "book_of_another"
