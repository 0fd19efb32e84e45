"""Errors of complaints and suggestions."""

from rontal.core.errors import DomainError


class TicketTaken(DomainError):
    """Another member of staff took the ticket first."""

    code = "ticket_taken"


class NotHandler(DomainError):
    """The actor is not the handler of the ticket."""

    code = "not_handler"


class ReopenedBefore(DomainError):
    """The ticket was reopened before; it can be reopened once."""

    code = "reopened_before"


class TicketOver(DomainError):
    """The ticket is already answered or closed."""

    code = "ticket_over"


class NoAnswerYet(DomainError):
    """The ticket has no answer that could be rated or contradicted."""

    code = "no_answer_yet"


class FollowCodeUnknown(DomainError):
    """The follow code belongs to no ticket."""

    code = "follow_code_unknown"


class IdentityGone(DomainError):
    """The ticket has no name and contact: it is anonymous, or they were withdrawn or erased."""

    code = "identity_gone"


class AttachmentRefused(DomainError):
    """An attachment cannot be accepted; each subclass has its own code."""

    code = "attachment_refused"


class AttachmentEmpty(AttachmentRefused):
    """The file is empty."""

    code = "attachment_empty"


class AttachmentTooLarge(AttachmentRefused):
    """The file is larger than `megabytes` MB."""

    code = "attachment_too_large"


class AttachmentWrongType(AttachmentRefused):
    """The file is neither a picture nor a PDF, whatever its name."""

    code = "attachment_wrong_type"


class AttachmentDamaged(AttachmentRefused):
    """The file is cut short, protected by a password, or broken."""

    code = "attachment_damaged"


class AttachmentTooComplex(AttachmentRefused):
    """The PDF has too many objects, or inflates to too many bytes, or takes too long to read."""

    code = "attachment_too_complex"


class AttachmentHarmful(AttachmentRefused):
    """The virus scanner reports the file as harmful."""

    code = "attachment_harmful"


class TooManyAttachments(AttachmentRefused):
    """The ticket has more than `most` attachments."""

    code = "too_many_attachments"


class ScannerAway(AttachmentRefused):
    """The library's virus scanner does not answer; files that are not scanned are refused."""

    code = "scanner_away"


class MailUnreadable(DomainError):
    """A mail cannot be parsed, or takes too much time or memory to parse."""

    code = "mail_unreadable"


class MailboxAway(DomainError):
    """The mailbox does not answer or refuses the sign-in; the next poll tries again."""

    code = "mailbox_away"
