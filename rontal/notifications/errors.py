"""Errors of sending messages and of choosing channels."""

from rontal.core.errors import DomainError


class FinalRefusal(DomainError):
    """The recipient service refuses the message permanently; it is not retried."""

    code = "message_refused"


class TryAgain(DomainError):
    """The recipient service does not answer or asks for a retry; `seconds` is the delay, 0 where it
    names none."""

    code = "message_delayed"

    def __init__(self, *, seconds: int = 0) -> None:
        self.seconds = seconds
        super().__init__()


class AddressRefused(FinalRefusal):
    """The mail server refuses the address permanently."""

    code = "address_refused"


class MailServerAway(TryAgain):
    """The mail server does not answer or asks for a retry."""

    code = "mail_server_away"


class LetterFailed(DomainError):
    """The message could not be written after all retries: an error in this program."""

    code = "letter_failed"


class DeviceGone(DomainError):
    """The push service no longer knows the device (404, 410)."""

    code = "device_gone"


class PushServiceAway(TryAgain):
    """The push service does not answer or asks for a retry."""

    code = "push_service_away"


class PushRefused(FinalRefusal):
    """The push service refuses the message, for example because of the library's key."""

    code = "push_refused"


class NoPushService(DomainError):
    """The endpoint that a browser sent is not one of a push service."""

    code = "no_push_service"


class TooManyDevices(DomainError):
    """An account has notifications on as many devices as allowed (`limit`)."""

    code = "too_many_devices"


class WhatsAppAway(TryAgain):
    """WhatsApp does not answer or asks for a retry."""

    code = "whatsapp_away"


class NotOnWhatsApp(FinalRefusal):
    """The number has no WhatsApp, or WhatsApp cannot reach it."""

    code = "not_on_whatsapp"


class WhatsAppRefused(FinalRefusal):
    """WhatsApp refuses the message: template, token or account need the administrator."""

    code = "whatsapp_refused"


class WhatsAppUncertain(FinalRefusal):
    """The process or the connection ended during the request to WhatsApp; the message is not sent
    again, because WhatsApp could not recognise the duplicate."""

    code = "whatsapp_uncertain"


class NoSuchNumber(DomainError):
    """The text is not a mobile number."""

    code = "no_such_number"


class FollowsFull(DomainError):
    """A member follows as many authors and subjects as allowed (`limit`)."""

    code = "follows_full"
