"""Contact channels of the library as links."""

from dataclasses import dataclass

from rontal.core.phones import international
from rontal.core.profile import Library
from rontal.standard.selectors import library

LAPOR = "https://www.lapor.go.id/"


@dataclass(frozen=True)
class ContactChannels:
    """Texts and link URLs of the contact channels."""

    phone: str
    phone_link: str
    chat: str
    sms_link: str
    chat_link: str
    email: str
    email_link: str
    box: str
    lapor: str = LAPOR


def contact_channels() -> ContactChannels:
    return contact_channels_of(library())


def contact_channels_of(profile: Library) -> ContactChannels:
    return ContactChannels(
        phone=profile.phone,
        phone_link=f"tel:{international(profile.phone)}",
        chat=profile.whatsapp,
        sms_link=f"sms:{international(profile.whatsapp)}",
        chat_link=profile.chat_link,
        email=profile.email,
        email_link=f"mailto:{profile.email}",
        box=profile.suggestion_box,
    )
