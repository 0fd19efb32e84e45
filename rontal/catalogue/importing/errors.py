"""What can go wrong with an import into the catalogue. What is wrong with a file of records says
`formats.errors`, with a book `catalogue.errors`."""

from rontal.kernel.errors import DomainError


class SourceRefused(DomainError):
    """A file cannot be read on; `reason` is the code of why."""

    code = "records_unreadable"


class NothingChosen(DomainError):
    """An import without a file."""

    code = "records_nothing_chosen"


class SourceForbidden(DomainError):
    """An address that may not be asked: no http, or one of this network."""

    code = "source_forbidden"


class SourceAway(DomainError):
    """Another library does not answer, or too slowly, or too much."""

    code = "source_away"


class SourceUnreadable(DomainError):
    """The answer of another library is not what its protocol says."""

    code = "source_unreadable"
