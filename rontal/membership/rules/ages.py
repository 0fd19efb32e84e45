"""Ages and what follows from them (PP 17/2025 on children online; KIA rules)."""

from datetime import date
from enum import StrEnum

ADULT = 18
CONSENTS_HERSELF = 17
FACE_COMPARABLE = 6
OLDEST = 120


class AgeBand(StrEnum):
    """The bands of PP 17/2025."""

    UNDER_13 = "under_13"
    FROM_13 = "13_to_under_16"
    FROM_16 = "16_to_under_18"
    ADULT = "adult"


def age_on(birth: date, day: date) -> int:
    """Full years on a day; somebody born on 29 February has the birthday on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def band(birth: date, day: date) -> AgeBand:
    """The band of PP 17/2025 that a person is in."""
    age = age_on(birth, day)
    if age < 13:
        return AgeBand.UNDER_13
    if age < 16:
        return AgeBand.FROM_13
    return AgeBand.FROM_16 if age < ADULT else AgeBand.ADULT


def needs_guardian(birth: date, day: date) -> bool:
    """Under 18 (PP 17/2025): a guardian consents, or at 17 is told and confirms."""
    return age_on(birth, day) < ADULT


def guardian_decides(birth: date, day: date) -> bool:
    """Under 17 nothing is examined before the guardian has consented (PP 17/2025)."""
    return age_on(birth, day) < CONSENTS_HERSELF


def face_comparable(birth: date, day: date) -> bool:
    """A child card carries a photo only from the age of 6 on."""
    return age_on(birth, day) >= FACE_COMPARABLE
