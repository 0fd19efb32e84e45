"""Errors of reply templates."""

from rontal.core.errors import DomainError


class ReplyChangedMeanwhile(DomainError):
    """Another person saved the template since it was opened; nothing was overwritten."""

    code = "reply_changed_meanwhile"
