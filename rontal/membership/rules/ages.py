"""Rules that depend on age (PP 17/2025 on children online; rules of child cards)."""

from datetime import date
from enum import StrEnum

ADULT = 18
CONSENTS_HERSELF = 17
FACE_COMPARABLE = 6
MAX_AGE = 120


class AgeBand(StrEnum):
    """Age bands of PP 17/2025."""

    UNDER_13 = "under_13"
    FROM_13 = "13_to_under_16"
    FROM_16 = "16_to_under_18"
    ADULT = "adult"


def age_on(birth: date, day: date) -> int:
    """Returns the age in full years on a day; a birthday on 29 February counts as 1 March in other
    years.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def band(birth: date, day: date) -> AgeBand:
    """Returns the age band of PP 17/2025 of a person on a day."""
    age = age_on(birth, day)
    if age < 13:
        return AgeBand.UNDER_13
    if age < 16:
        return AgeBand.FROM_13
    return AgeBand.FROM_16 if age < ADULT else AgeBand.ADULT


def needs_guardian(birth: date, day: date) -> bool:
    """Returns True under 18 (PP 17/2025): a guardian consents, or confirms at 17."""
    return age_on(birth, day) < ADULT


def guardian_decides(birth: date, day: date) -> bool:
    """Returns True under 17: nothing is checked before the guardian has consented (PP 17/2025)."""
    return age_on(birth, day) < CONSENTS_HERSELF


def face_comparable(birth: date, day: date) -> bool:
    """Returns True from the age of 6 on, when a child card carries a photo."""
    return age_on(birth, day) >= FACE_COMPARABLE
