"""What can go wrong with an import into the catalogue. What is wrong with a file of records says
`formats.errors`, with a book `catalogue.errors`."""

from rontal.kernel.errors import DomainError


class SourceRefused(DomainError):
    """A file cannot be read on; `reason` is the code of why."""

    code = "records_unreadable"


class NothingChosen(DomainError):
    """An import without a file."""

    code = "records_nothing_chosen"
