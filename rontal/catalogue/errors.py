"""What can be wrong: with a book that is imported (the codes are the reasons in import reports),
and with what staff want to do with a title."""

from rontal.kernel.errors import DomainError


class BookRefused(DomainError):
    """A file that does not come in; the subclasses say why."""

    code = "book_refused"


class FileMissing(BookRefused):
    """No file at the path, or it cannot be read."""

    code = "book_file_missing"


class FileTooLarge(BookRefused):
    """The file is larger than a book may be."""

    code = "book_too_large"


class NotAnEpub(BookRefused):
    """Not a zip archive, cut short, or without META-INF/container.xml."""

    code = "epub_not_one"


class UnsafeName(BookRefused):
    """A name in the archive leads out of it, is absolute or holds control characters."""

    code = "epub_unsafe_name"


class DuplicateName(BookRefused):
    """Two entries of the archive have one name: which one counts is anybody's guess."""

    code = "epub_duplicate_name"


class Bomb(BookRefused):
    """The archive unpacks to far more than a book holds."""

    code = "epub_bomb"


class TooManyParts(BookRefused):
    """The archive holds more files than a book is made of."""

    code = "epub_too_many_parts"


class Protected(BookRefused):
    """The content is encrypted; only its own vendor's app can open it."""

    code = "epub_protected"


class ForbiddenXml(BookRefused):
    """A package file declares entities: it would read other files or grow without end."""

    code = "epub_entities"


class BrokenPackage(BookRefused):
    """The package document is missing, is not XML or lacks what it must have."""

    code = "epub_broken_package"


class MissingContent(BookRefused):
    """The reading order names content that is not in the archive."""

    code = "epub_missing_content"


class Unreadable(BookRefused):
    """An entry of the archive cannot be unpacked: wrong checksum or unknown compression."""

    code = "epub_unreadable"


class StorageFailed(BookRefused):
    """The library's own storage is full or does not answer."""

    code = "book_storage_failed"


class TitleChanged(DomainError):
    """Somebody else changed the title since it was opened."""

    code = "title_changed"


class TitleJoined(DomainError):
    """The title is part of another one; nothing of it is changed any more."""

    code = "title_joined"


class SameTitle(DomainError):
    """A title cannot be joined with itself."""

    code = "title_same"


class DraftInUse(DomainError):
    """A draft cannot be deleted: a licence was bought for it, or another title was joined to it."""

    code = "draft_in_use"


class ReasonMissing(DomainError):
    """Withdrawing asks for a reason."""

    code = "title_reason_missing"


class ChangedSince(DomainError):
    """What a change did has been changed again; it cannot be taken back by itself."""

    code = "title_changed_since"


class NotTakenBack(DomainError):
    """A change that cannot be taken back: a joining, or one that was taken back before."""

    code = "title_not_taken_back"


class TooManyTitles(DomainError):
    """More titles than one batch takes; `most` says how many."""

    code = "too_many_titles"


class CoverUnreadable(DomainError):
    """The picture cannot be drawn: of no known kind, broken or too large."""

    code = "cover_unreadable"


class AuthorityTaken(DomainError):
    """Another person, body or subject has this name; the two can be joined."""

    code = "authority_taken"


class AuthoritySame(DomainError):
    """An authority cannot be joined with itself, nor with one that is joined to another."""

    code = "authority_same"


class AuthorityEmpty(DomainError):
    """A name without any letter or digit."""

    code = "authority_empty"


class PickDays(DomainError):
    """A recommendation would end before it begins."""

    code = "pick_days"


class BookUnknown(BookRefused):
    """Neither EPUB, PDF nor a row of pictures, whatever its name says."""

    code = "book_unknown_kind"


class ZipWithin(BookRefused):
    """A ZIP of books among the files of another one, or of a list of books."""

    code = "book_zip_within"


class BookTooHeavy(BookRefused):
    """Reading it takes more time or memory than a book may."""

    code = "book_too_heavy"


class PdfBroken(BookRefused):
    """Not a PDF, cut short, without a page or with more than a book has."""

    code = "pdf_broken"


class PdfProtected(BookRefused):
    """A PDF under a password."""

    code = "pdf_protected"


class BookThere(BookRefused):
    """The title has this very file."""

    code = "book_there"


class BookOfAnother(BookRefused):
    """Another title has this very file; `title_id` and `title` say which."""

    code = "book_of_another"


class NoPages(BookRefused):
    """An archive or folder without a picture that can be read."""

    code = "images_none"
