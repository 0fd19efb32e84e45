"""Enums of applications."""

from enum import StrEnum

from idcard.kinds import IdentityKind

# Version of the consent text that is shown at present (UU 27/2022: consent is provable).
CONSENT_TEXT_VERSION = "2026-11"


class Origin(StrEnum):
    """Channels by which a person came to the library: online form, counter, or import."""

    ONLINE = "online"
    COUNTER = "counter"
    IMPORT = "import"


FOR_CHILDREN_ONLY = frozenset(
    {IdentityKind.KIA, IdentityKind.FAMILY_CARD, IdentityKind.STUDENT_CARD}
)
"""Documents that are accepted only from people under 18."""


class Relation(StrEnum):
    """Relations of a guardian to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GRANDPARENT = "grandparent"
    LEGAL_GUARDIAN = "legal_guardian"


class ConsentPurpose(StrEnum):
    """Purposes of consent, each given separately (UU 27/2022)."""

    MEMBERSHIP = "membership"
    FACE_COMPARISON = "face_comparison"
    NEWS = "news"


class ConsentBy(StrEnum):
    """People who can give a consent."""

    APPLICANT = "applicant"
    GUARDIAN = "guardian"


class ConsentForm(StrEnum):
    """Forms of consent: on the screen, or signed on paper and recorded by staff."""

    SCREEN = "screen"
    PAPER = "paper"


class Slot(StrEnum):
    """Slots for the photos of an application."""

    CARD = "card"
    FACE = "face"
    EXTRA = "extra"


class LinkPurpose(StrEnum):
    """Purposes of links in mails."""

    ACTIVATION = "activation"
    GUARDIAN = "guardian"
    CLAIM = "claim"
    DELETION = "deletion"
    GUARDIAN_PAGE = "guardian_page"


class CorrectionReason(StrEnum):
    """Reasons for which staff ask for a correction."""

    PHOTO_CARD_UNREADABLE = "photo_card_unreadable"
    PHOTO_FACE_UNCLEAR = "photo_face_unclear"
    NAME_DIFFERS = "name_differs"
    NUMBER_DIFFERS = "number_differs"
    BIRTH_DIFFERS = "birth_differs"
    SEX_DIFFERS = "sex_differs"
    ADDRESS_INCOMPLETE = "address_incomplete"
    DOCUMENT_EXPIRED = "document_expired"
    WRONG_DOCUMENT = "wrong_document"
    GUARDIAN_MISSING = "guardian_missing"
    OTHER = "other"


class RejectionReason(StrEnum):
    """Reasons for rejecting an application."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_OWN_IDENTITY = "not_own_identity"
    IDENTITY_INVALID = "identity_invalid"
    SUSPECTED_FRAUD = "suspected_fraud"
    DUPLICATE = "duplicate"
    OTHER = "other"


class NoticeKind(StrEnum):
    """Kinds of notices about a promise that is nearly or already broken."""

    REMINDER = "reminder"
    APOLOGY = "apology"
