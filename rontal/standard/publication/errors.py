"""Errors of the service standard."""

from rontal.core.errors import DomainError


class ChangedMeanwhile(DomainError):
    """Another person saved the same part of the draft first; nothing was overwritten."""

    code = "standard_changed_meanwhile"


class NoDraft(DomainError):
    """The draft does not exist: it was published or discarded."""

    code = "standard_no_draft"
