"""Kinds of identity cards, and the sex printed on them."""

from enum import StrEnum


class IdentityKind(StrEnum):
    """Identity documents that can be read."""

    KTP = "ktp"
    KIA = "kia"
    STAY_PERMIT = "stay_permit"
    FAMILY_CARD = "family_card"
    STUDENT_CARD = "student_card"

    @property
    def carries_nik(self) -> bool:
        """True for documents whose requested number is the person's NIK."""
        return self in (IdentityKind.KTP, IdentityKind.KIA, IdentityKind.FAMILY_CARD)


class Sex(StrEnum):
    """Sex as on the identity card."""

    MALE = "male"
    FEMALE = "female"
