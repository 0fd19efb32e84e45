"""Refusals around the templates of replies."""

from rontal.kernel.errors import DomainError


class ReplyChangedMeanwhile(DomainError):
    """Somebody else saved the template since it was opened; nothing was overwritten."""

    code = "reply_changed_meanwhile"
