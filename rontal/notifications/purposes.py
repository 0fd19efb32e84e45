"""Purposes of messages, as a person switches them on and off."""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class ChannelName(StrEnum):
    MAIL = "mail"
    PUSH = "push"
    WHATSAPP = "whatsapp"


class Purpose(StrEnum):
    """Purpose of a message."""

    MEMBERSHIP = "membership"
    HOLDS = "holds"
    LOANS = "loans"
    COMPLAINTS = "complaints"
    PRIVACY = "privacy"
    NEW_TITLES = "new_titles"
    SURVEY = "survey"
    SECURITY = "security"
    WORK = "work"


LABELS: Final[dict[Purpose, Words]] = {
    Purpose.MEMBERSHIP: _("Application and membership"),
    Purpose.HOLDS: _("Holds"),
    Purpose.LOANS: _("Loans"),
    Purpose.COMPLAINTS: _("Complaints and suggestions"),
    Purpose.PRIVACY: _("Requests about your data"),
    Purpose.NEW_TITLES: _("New titles that you follow"),
    Purpose.SURVEY: _("Satisfaction survey"),
    Purpose.SECURITY: _("Security of your account"),
    Purpose.WORK: _("Work of staff"),
}
EXPLANATIONS: Final[dict[Purpose, Words]] = {
    Purpose.MEMBERSHIP: _("When a correction is needed, or the library has decided."),
    Purpose.HOLDS: _("When a copy is ready for you, and the last day to borrow it."),
    Purpose.LOANS: _("When a loan is ending soon, or the library has ended it."),
    Purpose.COMPLAINTS: _("The library has replied to your message."),
    Purpose.NEW_TITLES: _("At most once a day: new titles by authors and on topics you follow."),
}
CHANNEL_LABELS: Final[dict[ChannelName, Words]] = {
    ChannelName.MAIL: _("Email"),
    ChannelName.PUSH: _("Notification on a device"),
    ChannelName.WHATSAPP: _("WhatsApp"),
}
