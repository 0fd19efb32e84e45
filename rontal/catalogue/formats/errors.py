"""Why a file as a whole is refused. A broken record is a `Problem` of its item instead."""

from rontal.kernel.errors import DomainError


class FileRefused(DomainError):
    """A file cannot be read; each way has a code of its own. Tables raise TableRefused."""

    code = "file_refused"


class FileEmpty(FileRefused):
    """Nothing is in it."""

    code = "file_empty"


class KindUnknown(FileRefused):
    """No kind that we read, or not the one that it was said to be."""

    code = "file_kind_unknown"


class ZipWithoutBooks(FileRefused):
    """A ZIP in which there is no book."""

    code = "file_zip_without_books"


class ZipTooLarge(FileRefused):
    """A ZIP that unpacks to more than can be brought at once, or to far more than it weighs."""

    code = "file_zip_too_large"


class ZipUnsafe(FileRefused):
    """A name in a ZIP leads out of it, or stands there twice."""

    code = "file_zip_unsafe"


class ZipLocked(FileRefused):
    """A ZIP under a password, damaged, or packed in an unusual way."""

    code = "file_zip_locked"


class XmlForbidden(FileRefused):
    """XML with a document type or entities of its own, which can be made to do harm."""

    code = "file_xml_forbidden"


class OnixTooOld(FileRefused):
    """ONIX 2.1 or older; publishers send 3.0 on demand."""

    code = "file_onix_too_old"


class CopiesNotTitles(FileRefused):
    """SLiMS's export of copies, in which titles are only named."""

    code = "file_lists_copies"


class TitleColumnMissing(FileRefused):
    """No column of the table holds titles."""

    code = "file_needs_title"
