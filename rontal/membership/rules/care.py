"""The words of what staff do with a membership."""

from enum import StrEnum


class SuspensionReason(StrEnum):
    """Why somebody may not borrow for a while."""

    ASKED = "asked"
    GUARDIAN_ASKED = "guardian_asked"
    SHARED_ACCESS = "shared_access"
    RULES_BROKEN = "rules_broken"
    IDENTITY_DOUBTED = "identity_doubted"
    OTHER = "other"


class ClosingReason(StrEnum):
    """Why a membership is closed by the library."""

    ASKED = "asked"
    MOVED_AWAY = "moved_away"
    DECEASED = "deceased"
    FALSE_IDENTITY = "false_identity"
    RULES_BROKEN = "rules_broken"
    OTHER = "other"


class CorrectionCause(StrEnum):
    """Why staff correct what is kept about a member."""

    ASKED = "asked"
    TYPING_MISTAKE = "typing_mistake"
    NEW_DOCUMENT = "new_document"
    MISSING = "missing"


class JoiningCause(StrEnum):
    """Why two memberships are one person's."""

    IMPORTED_TWICE = "imported_twice"
    REGISTERED_TWICE = "registered_twice"
    OTHER_DOCUMENT = "other_document"


class LookReason(StrEnum):
    """Why staff open the details of a member."""

    MEMBER_ASKS = "member_asks"
    CHECK_IDENTITY = "check_identity"
    FIND_DUPLICATE = "find_duplicate"
    REACH_MEMBER = "reach_member"


CORRECTION = "member_correction"
"""The recorded reason where the details are opened to correct them."""
JOINING = "member_joining"
"""The recorded reason where two memberships are compared."""
