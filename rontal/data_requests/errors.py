"""Errors of requests about personal data."""

from rontal.core.errors import DomainError


class RequestTaken(DomainError):
    """Another member of staff took the request first."""

    code = "request_taken"


class NotRequestHandler(DomainError):
    """The actor does not handle the request."""

    code = "not_request_handler"


class RequestOver(DomainError):
    """The request is already fulfilled, refused or withdrawn."""

    code = "request_over"


class IdentityNotChecked(DomainError):
    """The request cannot be fulfilled before the person's identity is checked."""

    code = "identity_not_checked"


class RequestCodeUnknown(DomainError):
    """The follow code belongs to no request."""

    code = "request_code_unknown"


class RequestContactGone(DomainError):
    """Name and contact of the request were erased."""

    code = "request_contact_gone"


class DecidedBefore(DomainError):
    """The member of staff decided the application that the objection is about; a colleague looks
    again.
    """

    code = "decided_before"


class SentWhileSignedIn(DomainError):
    """The sender was signed in: account and identity are known and do not change."""

    code = "sent_while_signed_in"
