"""Errors of imports into the catalogue. `records.errors` has those of reading files."""

from rontal.core.errors import DomainError


class SourceRefused(DomainError):
    """A file cannot be read to its end; `reason` is the code of the error."""

    code = "records_unreadable"


class RecordsTooLarge(SourceRefused):
    """A record of the file needs more memory than allowed."""

    code = "records_too_large"


class NothingChosen(DomainError):
    """The import contains no file."""

    code = "records_nothing_chosen"


class SourceForbidden(DomainError):
    """The URL may not be fetched: it is not HTTP, or points into the local network."""

    code = "source_forbidden"


class SourceAway(DomainError):
    """Another library's server does not respond, is too slow, or sends too much."""

    code = "source_away"


class SourceUnreadable(DomainError):
    """The response of another library does not follow its protocol."""

    code = "source_unreadable"
