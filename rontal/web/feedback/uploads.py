"""Attachments on their way in: kept in memory alone, at most five of ten megabytes."""

from rontal.feedback.rules.kinds import MOST_ATTACHMENTS
from rontal.membership.photos import MAX_BYTES
from rontal.ui.uploads import MemoryOnly, TooLargeFile, taken_by

__all__ = ["TooLargeFile", "takes_attachments"]


class Attachments(MemoryOnly):
    """One file more than a ticket takes, so that it can be refused."""

    most = MOST_ATTACHMENTS + 1
    most_bytes = MAX_BYTES


takes_attachments = taken_by(Attachments)
