"""The words that applications are made of."""

from enum import StrEnum

# Which wording of the terms a consent was given to (UU 27/2022: consent is provable).
CONSENT_TEXT_VERSION = "2026-11"


class Origin(StrEnum):
    """How a person came to the library: by the form, at the counter, or from another program."""

    ONLINE = "online"
    COUNTER = "counter"
    IMPORT = "import"


class IdentityKind(StrEnum):
    """The document that a person shows."""

    KTP = "ktp"
    KIA = "kia"
    STAY_PERMIT = "stay_permit"
    FAMILY_CARD = "family_card"
    STUDENT_CARD = "student_card"

    @property
    def for_children_only(self) -> bool:
        """Accepted only from people under 18."""
        return self in (IdentityKind.KIA, IdentityKind.FAMILY_CARD, IdentityKind.STUDENT_CARD)

    @property
    def carries_nik(self) -> bool:
        """The number that is asked for is the person's NIK."""
        return self in (IdentityKind.KTP, IdentityKind.KIA, IdentityKind.FAMILY_CARD)


class Sex(StrEnum):
    """As the identity card has it."""

    MALE = "male"
    FEMALE = "female"


class Relation(StrEnum):
    """What a guardian is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    GRANDPARENT = "grandparent"
    LEGAL_GUARDIAN = "legal_guardian"


class ConsentPurpose(StrEnum):
    """Purposes that consent is given for, each by itself (UU 27/2022)."""

    MEMBERSHIP = "membership"
    FACE_COMPARISON = "face_comparison"
    NEWS = "news"


class ConsentBy(StrEnum):
    """Who gave a consent."""

    APPLICANT = "applicant"
    GUARDIAN = "guardian"


class ConsentForm(StrEnum):
    """How a consent was given: on the screen, or signed on paper and noted by staff."""

    SCREEN = "screen"
    PAPER = "paper"


class Slot(StrEnum):
    """The places for photos in an application."""

    CARD = "card"
    FACE = "face"
    EXTRA = "extra"


class LinkPurpose(StrEnum):
    """What a link in a mail is for."""

    ACTIVATION = "activation"
    GUARDIAN = "guardian"
    CLAIM = "claim"
    DELETION = "deletion"


class CorrectionReason(StrEnum):
    """Why staff ask for a correction."""

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
    """Why an application is rejected."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_OWN_IDENTITY = "not_own_identity"
    IDENTITY_INVALID = "identity_invalid"
    SUSPECTED_FRAUD = "suspected_fraud"
    DUPLICATE = "duplicate"
    OTHER = "other"


class NoticeKind(StrEnum):
    """What somebody is told about a promise that runs out."""

    REMINDER = "reminder"
    APOLOGY = "apology"
