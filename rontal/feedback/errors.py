"""What can go wrong with complaints and suggestions."""

from rontal.kernel.errors import DomainError


class TicketTaken(DomainError):
    """Another member of staff took the ticket first."""

    code = "ticket_taken"


class NotHandler(DomainError):
    """Only whoever handles the ticket may do this."""

    code = "not_handler"


class ReopenedBefore(DomainError):
    """A ticket is reopened once."""

    code = "reopened_before"


class TicketOver(DomainError):
    """The ticket's thread is over: it is answered or closed."""

    code = "ticket_over"


class NoAnswerYet(DomainError):
    """There is no answer to judge."""

    code = "no_answer_yet"


class FollowCodeUnknown(DomainError):
    """No ticket has this code."""

    code = "follow_code_unknown"


class IdentityGone(DomainError):
    """Nobody is named, or the name was withdrawn or erased."""

    code = "identity_gone"


class AttachmentRefused(DomainError):
    """An attachment cannot be taken; each way has a code of its own."""

    code = "attachment_refused"


class AttachmentEmpty(AttachmentRefused):
    """The file holds nothing."""

    code = "attachment_empty"


class AttachmentTooLarge(AttachmentRefused):
    """More than `megabytes`."""

    code = "attachment_too_large"


class AttachmentWrongType(AttachmentRefused):
    """Neither a picture nor a PDF, whatever its name says."""

    code = "attachment_wrong_type"


class AttachmentDamaged(AttachmentRefused):
    """Cut short, locked by a password, or broken."""

    code = "attachment_damaged"


class AttachmentHarmful(AttachmentRefused):
    """A scanner knows it as harmful."""

    code = "attachment_harmful"


class TooManyAttachments(AttachmentRefused):
    """More than `most`."""

    code = "too_many_attachments"


class ScannerAway(AttachmentRefused):
    """The library's virus scanner does not answer: nothing is taken unseen."""

    code = "scanner_away"


class MailboxAway(DomainError):
    """The mailbox does not answer or refuses the sign-in; nothing is lost, it is asked again."""

    code = "mailbox_away"
