"""What can go wrong with messages."""

from rontal.core.errors import DomainError


class FinalRefusal(DomainError):
    """The other side refuses the message for good; it is not tried again."""

    code = "message_refused"


class TryAgain(DomainError):
    """The other side does not answer or asks to come back later; `seconds` says when, 0 where it
    does not say."""

    code = "message_delayed"

    def __init__(self, *, seconds: int = 0) -> None:
        self.seconds = seconds
        super().__init__()


class AddressRefused(FinalRefusal):
    """The mail server refuses the address for good."""

    code = "address_refused"


class MailServerAway(TryAgain):
    """The mail server does not answer or asks to come back later."""

    code = "mail_server_away"


class LetterFailed(DomainError):
    """The message could not be written, however often it was tried: our own fault."""

    code = "letter_failed"


class DeviceGone(DomainError):
    """The push service does not know the device any more (404, 410)."""

    code = "device_gone"


class PushServiceAway(TryAgain):
    """The push service does not answer or asks to come back later."""

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
    """WhatsApp does not answer or asks to come back later."""

    code = "whatsapp_away"


class NotOnWhatsApp(FinalRefusal):
    """The number has no WhatsApp, or WhatsApp cannot reach it."""

    code = "not_on_whatsapp"


class WhatsAppRefused(FinalRefusal):
    """WhatsApp refuses the message: template, token or account need the administrator."""

    code = "whatsapp_refused"


class WhatsAppUncertain(FinalRefusal):
    """The process or the line ended while WhatsApp took the message; it is not sent a second time,
    because WhatsApp could not know it as the same one."""

    code = "whatsapp_uncertain"


class NoSuchNumber(DomainError):
    """What was typed is no mobile number."""

    code = "no_such_number"


class FollowsFull(DomainError):
    """A member follows as many authors and subjects as allowed (`limit`)."""

    code = "follows_full"
