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
