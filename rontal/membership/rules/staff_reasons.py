"""Reasons for actions of staff on a membership."""

from enum import StrEnum


class SuspensionReason(StrEnum):
    """Reasons for suspending a membership."""

    ASKED = "asked"
    GUARDIAN_ASKED = "guardian_asked"
    SHARED_ACCESS = "shared_access"
    RULES_BROKEN = "rules_broken"
    IDENTITY_DOUBTED = "identity_doubted"
    OTHER = "other"
    HAND_OVER = "hand_over"


BY_STAFF = frozenset(SuspensionReason) - {SuspensionReason.HAND_OVER}
"""Reasons that staff may choose; the other one is of the job that asks for hand-overs."""


class ClosingReason(StrEnum):
    """Reasons for which the library closes a membership."""

    ASKED = "asked"
    MOVED_AWAY = "moved_away"
    DECEASED = "deceased"
    FALSE_IDENTITY = "false_identity"
    RULES_BROKEN = "rules_broken"
    OTHER = "other"


class CorrectionCause(StrEnum):
    """Reasons for correcting a member's data."""

    ASKED = "asked"
    TYPING_MISTAKE = "typing_mistake"
    NEW_DOCUMENT = "new_document"
    MISSING = "missing"


class JoiningCause(StrEnum):
    """Reasons for merging two memberships of one person."""

    IMPORTED_TWICE = "imported_twice"
    REGISTERED_TWICE = "registered_twice"
    OTHER_DOCUMENT = "other_document"


class OpeningReason(StrEnum):
    """Reasons for opening the details of a member."""

    MEMBER_ASKS = "member_asks"
    CHECK_IDENTITY = "check_identity"
    FIND_DUPLICATE = "find_duplicate"
    REACH_MEMBER = "reach_member"


CORRECTION = "member_correction"
"""Recorded reason when the details are opened to correct them."""
JOINING = "member_joining"
"""Recorded reason when two memberships are compared before they are merged."""
