"""Errors that refuse a file as a whole. A broken record is a `Problem` of its item instead."""

from rontal.core.errors import DomainError


class FileRefused(DomainError):
    """Base class for a file that cannot be read. Tables raise TableRefused."""

    code = "file_refused"


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
