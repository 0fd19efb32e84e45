"""The ways to the library that the service standard names, as links."""

import re
from dataclasses import dataclass

from rontal.kernel.library import Library
from rontal.standard.selectors import library

LAPOR = "https://www.lapor.go.id/"
INDONESIA = "62"


@dataclass(frozen=True)
class Ways:
    """Addresses of links, and what they show."""

    phone: str
    phone_link: str
    chat: str
    sms_link: str
    chat_link: str
    email: str
    email_link: str
    box: str
    lapor: str = LAPOR


def ways() -> Ways:
    """The library's own, from its profile."""
    return ways_of(library())


def ways_of(profile: Library) -> Ways:
    """The ways of a library."""
    chat = international(profile.whatsapp)
    return Ways(
        phone=profile.phone,
        phone_link=f"tel:+{international(profile.phone)}",
        chat=profile.whatsapp,
        sms_link=f"sms:+{chat}",
        chat_link=f"https://wa.me/{chat}",
        email=profile.email,
        email_link=f"mailto:{profile.email}",
        box=profile.suggestion_box,
    )


def international(number: str) -> str:
    """A phone number with its country and without marks: 0821-4574-5539 → 6282145745539."""
    digits = re.sub(r"\D", "", number)
    return INDONESIA + digits[1:] if digits.startswith("0") else digits
