"""Errors of the package. An interface turns their codes into sentences.

A broken record is no error: it is a `Problem` of its item, and the other records are read.
"""

from typing import ClassVar


class RecordsError(Exception):
    """Refusal of a file. `code` names the reason, `params` complete the sentence about it."""

    code: ClassVar[str]

    def __init__(self, **params: str | int) -> None:
        self.params = params
        super().__init__(self.code)


class FileRefused(RecordsError):
    """Base class for a file of records that cannot be read. Tables raise TableRefused."""

    code = "file_refused"


class FileTooHeavy(FileRefused):
    """Reading the file takes more time or memory than allowed."""

    code = "file_too_heavy"


class FileEmpty(FileRefused):
    """The file is empty."""

    code = "file_empty"


class KindUnknown(FileRefused):
    """The file is of no supported kind, or not of the kind that it was declared to be."""

    code = "file_kind_unknown"


class ZipWithoutBooks(FileRefused):
    """The ZIP contains no book."""

    code = "file_zip_without_books"


class ZipTooLarge(FileRefused):
    """The ZIP unpacks to more than one import may have, or to far more than its own size."""

    code = "file_zip_too_large"


class ZipUnsafe(FileRefused):
    """A name in the ZIP points outside it, or occurs twice."""

    code = "file_zip_unsafe"


class ZipLocked(FileRefused):
    """The ZIP is password-protected, damaged, or compressed with an unsupported method."""

    code = "file_zip_locked"


class XmlForbidden(FileRefused):
    """The XML has a document type or entities of its own, which can be used for attacks."""

    code = "file_xml_forbidden"


class OnixTooOld(FileRefused):
    """The file is ONIX 2.1 or older; publishers send 3.0 on request."""

    code = "file_onix_too_old"


class CopiesNotTitles(FileRefused):
    """The file is SLiMS's export of copies, which contains only the names of titles."""

    code = "file_lists_copies"


class TitleColumnMissing(FileRefused):
    """No column of the table holds titles."""

    code = "file_needs_title"


class TableRefused(RecordsError):
    """A file cannot be read as a table; each subclass has its own code."""

    code = "table_refused"


class TableEmpty(TableRefused):
    """The file has no row."""

    code = "table_empty"


class TableTooLarge(TableRefused):
    """The file has more than `megabytes` MB, compressed or uncompressed."""

    code = "table_too_large"


class TableTooLong(TableRefused):
    """The file has more than `rows` rows."""

    code = "table_too_long"


class TableWrongType(TableRefused):
    """The file is neither CSV nor a spreadsheet (XLSX, XLS, ODS), whatever its name."""

    code = "table_wrong_type"


class TableLocked(TableRefused):
    """The workbook is protected by a password."""

    code = "table_locked"


class TableDamaged(TableRefused):
    """The file is cut short, broken, or made to do harm."""

    code = "table_damaged"


class BookRefused(RecordsError):
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


class NoPages(BookRefused):
    """The archive or folder has no readable image."""

    code = "images_none"
