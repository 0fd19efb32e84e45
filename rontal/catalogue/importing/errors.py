"""What can go wrong with an import into the catalogue."""

from rontal.kernel.errors import DomainError


class SourceRefused(DomainError):
    """A file cannot be read as records; `reason` is the code of what formats said."""

    code = "records_refused"


class SourceUnknown(SourceRefused):
    """Neither records nor a book, whatever its name says."""

    code = "records_unknown_kind"


class SourceEmpty(SourceRefused):
    """There is no record in it."""

    code = "records_none"


class MappingMissing(DomainError):
    """No column of the table is the title."""

    code = "records_need_title"


class NothingChosen(DomainError):
    """An import without a file."""

    code = "records_nothing_chosen"
