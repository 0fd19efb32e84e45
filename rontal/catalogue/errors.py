"""Errors of book files that cannot be imported (their codes are the reasons in import reports), and
of what staff do with titles."""

from rontal.core.errors import DomainError


class BookRefused(DomainError):
    """Base class for a book file that cannot be imported."""

    code = "book_refused"


class FileMissing(BookRefused):
    """There is no file at the path, or it cannot be read."""

    code = "book_file_missing"


class FileTooLarge(BookRefused):
    """The file is larger than a book may be."""

    code = "book_too_large"


class NotAnEpub(BookRefused):
    """The file is not a zip archive, is truncated, or has no META-INF/container.xml."""

    code = "epub_not_one"


class UnsafeName(BookRefused):
    """A name in the archive points outside it, is absolute or contains control characters."""

    code = "epub_unsafe_name"


class DuplicateName(BookRefused):
    """Two entries of the archive have the same name, so that readers could open different ones."""

    code = "epub_duplicate_name"


class Bomb(BookRefused):
    """The archive unpacks to far more bytes than a book has (zip bomb)."""

    code = "epub_bomb"


class TooManyParts(BookRefused):
    """The archive contains more files than a book may have."""

    code = "epub_too_many_parts"


class Protected(BookRefused):
    """The content is encrypted; only its vendor's app can open it."""

    code = "epub_protected"


class ForbiddenXml(BookRefused):
    """A package file declares XML entities, which could read other files or expand without end."""

    code = "epub_entities"


class BrokenPackage(BookRefused):
    """The package document is missing, is not XML or lacks a required part."""

    code = "epub_broken_package"


class MissingContent(BookRefused):
    """The reading order names content that is not in the archive."""

    code = "epub_missing_content"


class Unreadable(BookRefused):
    """An entry of the archive cannot be unpacked: wrong checksum or unknown compression."""

    code = "epub_unreadable"


class StorageFailed(BookRefused):
    """The library's own storage is full or does not respond."""

    code = "book_storage_failed"


class TitleChanged(DomainError):
    """Somebody else changed the title since it was opened."""

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


class BookUnknown(BookRefused):
    """The file is neither EPUB, PDF nor an archive of images, whatever its name says."""

    code = "book_unknown_kind"


class ZipWithin(BookRefused):
    """A ZIP of books inside another ZIP, or listed as a book."""

    code = "book_zip_within"


class BookTooHeavy(BookRefused):
    """Reading the file takes more time or memory than allowed."""

    code = "book_too_heavy"


class PdfBroken(BookRefused):
    """The file is not a PDF, is truncated, or has no pages or too many."""

    code = "pdf_broken"


class PdfProtected(BookRefused):
    """The PDF is protected by a password."""

    code = "pdf_protected"


class BookAlreadyPresent(BookRefused):
    """The title already has this very file."""

    code = "book_there"


class BookOfAnother(BookRefused):
    """Another title has this very file; `title_id` and `title` identify it."""

    code = "book_of_another"


class NoPages(BookRefused):
    """The archive or folder has no readable image."""

    code = "images_none"
