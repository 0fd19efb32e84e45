"""What can go wrong with messages."""

from rontal.kernel.errors import DomainError


class AddressRefused(DomainError):
    """The mail server refuses the address for good."""

    code = "address_refused"


class MailServerAway(DomainError):
    """The mail server does not answer or asks to come back later."""

    code = "mail_server_away"


class LetterFailed(DomainError):
    """The letter could not be written, however often it was tried: our own fault."""

    code = "letter_failed"
