"""Upload handler for attachments, in memory only: five files of ten megabytes at most."""

from rontal.feedback.rules.kinds import MAX_ATTACHMENTS
from rontal.membership.photos import MAX_BYTES
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile, reads_uploads_with

__all__ = ["TooLargeFile", "takes_attachments"]


class Attachments(LimitedMemoryUploadHandler):
    """Accepts one file more than a ticket allows, so that a clear error can be shown."""

    most = MAX_ATTACHMENTS + 1
    most_bytes = MAX_BYTES


takes_attachments = reads_uploads_with(Attachments)
