"""Kinds, channels, identity checks, actions and grounds for refusal of requests."""

from collections.abc import Mapping
from enum import StrEnum


class RequestKind(StrEnum):
    """Rights that a person can exercise (UU 27/2022)."""

    ACCESS = "access"
    COPY = "copy"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    RESTRICTION = "restriction"
    ERASURE = "erasure"
    OBJECTION = "objection"
    INFORMATION = "information"


ARTICLES: Mapping[RequestKind, str] = {
    RequestKind.ACCESS: "7",
    RequestKind.COPY: "7, 13",
    RequestKind.CORRECTION: "6",
    RequestKind.WITHDRAWAL: "9",
    RequestKind.RESTRICTION: "11",
    RequestKind.ERASURE: "8",
    RequestKind.OBJECTION: "10",
    RequestKind.INFORMATION: "5",
}
"""Articles of UU 27/2022 that give each right."""


class RequestChannel(StrEnum):
    """Ways in which a request came in."""

    ACCOUNT = "account"
    PAGE = "page"
    MAIL = "mail"
    COUNTER = "counter"
    LETTER = "letter"
    PHONE = "phone"


BY_STAFF = frozenset(
    {RequestChannel.MAIL, RequestChannel.COUNTER, RequestChannel.LETTER, RequestChannel.PHONE}
)
"""Channels that staff enter by hand."""


class IdentityCheck(StrEnum):
    """Ways in which the person's identity was checked."""

    SIGNED_IN = "signed_in"
    GUARDIAN = "guardian"
    CARD_SEEN = "card_seen"
    DETAILS_MATCHED = "details_matched"
    ADDRESS_ON_FILE = "address_on_file"
    CALLED_BACK = "called_back"
    REPRESENTATIVE = "representative"
    NOT_NEEDED = "not_needed"


_BY_PROGRAM = (IdentityCheck.SIGNED_IN, IdentityCheck.GUARDIAN)
CHECKED_BY_STAFF = tuple(check for check in IdentityCheck if check not in _BY_PROGRAM)


def may_skip_identity(kind: RequestKind) -> bool:
    """Returns True for requests whose answer reveals and changes nothing about a person."""
    return kind is RequestKind.INFORMATION


class RequestAct(StrEnum):
    """Actions by which a request was fulfilled."""

    COPY_GIVEN = "copy_given"
    TRAIL_GIVEN = "trail_given"
    CORRECTED = "corrected"
    CONSENT_ENDED = "consent_ended"
    PROCESSING_STOPPED = "processing_stopped"
    ERASED = "erased"
    PARTLY_ERASED = "partly_erased"
    REVIEWED = "reviewed"
    EXPLAINED = "explained"
    NOTHING_STORED = "nothing_stored"


class RefusalGround(StrEnum):
    """Grounds for refusing a request."""

    IDENTITY_UNKNOWN = "identity_unknown"
    LAW_KEEPS = "law_keeps"
    OTHERS = "others"
    SAFETY = "safety"
    NOT_OURS = "not_ours"
    REPEATED = "repeated"


class RequestEntryKind(StrEnum):
    """Kinds of contributions to the thread of a request."""

    REQUEST = "request"
    REPLY = "reply"
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"


PUBLIC = frozenset(RequestEntryKind) - {RequestEntryKind.NOTE}
"""Kinds that the person sees; notes are for staff only."""

MAX_TEXT_LENGTH = 5000
MAX_NAME_LENGTH = 100
MAX_PHONE_LENGTH = 30
