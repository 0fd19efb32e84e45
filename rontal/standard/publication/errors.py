"""Refusals around the service standard."""

from rontal.kernel.errors import DomainError


class ChangedMeanwhile(DomainError):
    """Somebody else saved the same part of the draft first; nothing was overwritten."""

    code = "standard_changed_meanwhile"


class NoDraft(DomainError):
    """The draft is gone: published or discarded by somebody."""

    code = "standard_no_draft"
