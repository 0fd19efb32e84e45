"""What a ticket may be."""

from enum import StrEnum


class Kind(StrEnum):
    """What somebody wants to tell the library."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    PRAISE = "praise"


class Category(StrEnum):
    """What it is about."""

    MEMBERSHIP = "membership"
    BORROWING = "borrowing"
    COLLECTION = "collection"
    APP = "app"
    STAFF = "staff"
    BUILDING = "building"
    DATA = "data"
    OTHER = "other"


class Channel(StrEnum):
    """How it came to the library: the ways that the service standard names."""

    FORM = "form"
    BOX = "box"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    COUNTER = "counter"


BY_STAFF = frozenset(Channel) - {Channel.FORM}
"""What staff enter by hand; e-mail also comes by itself where a mailbox is polled."""


class Pace(StrEnum):
    """How much time the library gives itself (SP4N-LAPOR practice)."""

    QUICK = "quick"
    OFFICE = "office"
    FIELD = "field"


PACE_OF = {
    Kind.COMPLAINT: Pace.OFFICE,
    Kind.SUGGESTION: Pace.OFFICE,
    Kind.QUESTION: Pace.QUICK,
    Kind.PRAISE: Pace.QUICK,
}
"""The pace that a ticket starts with; whoever handles it may choose another."""


class EntryKind(StrEnum):
    """One contribution to the thread of a ticket."""

    REPORT = "report"
    REPLY = "reply"
    ANSWER = "answer"
    NOTE = "note"


PUBLIC = frozenset(EntryKind) - {EntryKind.NOTE}
"""What the person who wrote in sees; notes stay inside."""


class SetAside(StrEnum):
    """Why a ticket is closed without an answer."""

    SPAM = "spam"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"


class OpenReason(StrEnum):
    """Why a member of staff opens the identity or an attachment of a ticket."""

    CONTACT = "contact_person"
    CHECK = "check_the_case"
    SUPERVISE = "supervision"


MOST_ATTACHMENTS = 5
LONGEST_WORDS = 5000
BEST_RATING = 4
SMALLEST_GROUP = 5
"""Public figures of fewer tickets than this are not shown."""
