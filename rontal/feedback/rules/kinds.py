"""Kinds, categories, channels and reasons of tickets."""

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of messages to the library."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    PRAISE = "praise"


class Category(StrEnum):
    """Subjects of tickets."""

    MEMBERSHIP = "membership"
    BORROWING = "borrowing"
    COLLECTION = "collection"
    APP = "app"
    STAFF = "staff"
    BUILDING = "building"
    DATA = "data"
    OTHER = "other"


class Channel(StrEnum):
    """Channels of the service standard by which a ticket came in."""

    FORM = "form"
    BOX = "box"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    COUNTER = "counter"


BY_STAFF = frozenset(Channel) - {Channel.FORM}
"""Channels that staff enter by hand; e-mail is also polled when a mailbox is configured."""


class Pace(StrEnum):
    """Time classes for the answer (SP4N-LAPOR practice)."""

    QUICK = "quick"
    OFFICE = "office"
    FIELD = "field"


PACE_OF = {
    Kind.COMPLAINT: Pace.OFFICE,
    Kind.SUGGESTION: Pace.OFFICE,
    Kind.QUESTION: Pace.QUICK,
    Kind.PRAISE: Pace.QUICK,
}
"""Initial pace of a ticket; its handler may choose another."""


class EntryKind(StrEnum):
    """Kinds of contributions to the thread of a ticket."""

    REPORT = "report"
    REPLY = "reply"
    ANSWER = "answer"
    NOTE = "note"


PUBLIC = frozenset(EntryKind) - {EntryKind.NOTE}
"""Kinds that the reporter sees; notes are for staff only."""


class SetAside(StrEnum):
    """Reasons for closing a ticket without an answer."""

    SPAM = "spam"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"


class OpenReason(StrEnum):
    """Reasons for which staff open the identity or an attachment of a ticket."""

    CONTACT = "contact_person"
    CHECK = "check_the_case"
    SUPERVISE = "supervision"


MAX_ATTACHMENTS = 5
MAX_TEXT_LENGTH = 5000
BEST_RATING = 4
MIN_GROUP_SIZE = 5
"""Smallest number of tickets whose public figures are shown."""
