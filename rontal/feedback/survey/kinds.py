"""What the survey may ask about the person: coarse, and each of it left to them."""

from enum import StrEnum


class Occasion(StrEnum):
    """After what the library asked."""

    APPLICATION = "application"
    LOAN = "loan"


class Age(StrEnum):
    """Age bands."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_54"
    FROM_55 = "55_more"


class Sex(StrEnum):
    """As on the identity card."""

    FEMALE = "female"
    MALE = "male"


class Education(StrEnum):
    """The highest school finished."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"


class Work(StrEnum):
    """What the person mainly does, as the regulation's form groups it."""

    STUDENT = "student"
    CIVIL_SERVANT = "civil_servant"
    SOLDIER_OR_POLICE = "soldier_or_police"
    PRIVATE = "private"
    SELF_EMPLOYED = "self_employed"
    OTHER = "other"


ABOUT: dict[str, type[StrEnum]] = {"age": Age, "sex": Sex, "education": Education, "work": Work}
"""What may be said of oneself: column → its values."""
