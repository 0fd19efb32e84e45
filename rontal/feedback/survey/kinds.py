"""Optional questions of the survey about the person, in coarse groups."""

from enum import StrEnum


class Occasion(StrEnum):
    """Occasions after which the library sends the survey."""

    APPLICATION = "application"
    LOAN = "loan"


class Age(StrEnum):
    """Age groups."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_54"
    FROM_55 = "55_more"


class Sex(StrEnum):
    """Sex as on the identity card."""

    FEMALE = "female"
    MALE = "male"


class Education(StrEnum):
    """Highest level of school completed."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"


class Work(StrEnum):
    """Main occupation, grouped as on the form of the regulation."""

    STUDENT = "student"
    CIVIL_SERVANT = "civil_servant"
    SOLDIER_OR_POLICE = "soldier_or_police"
    PRIVATE = "private"
    SELF_EMPLOYED = "self_employed"
    OTHER = "other"


ABOUT: dict[str, type[StrEnum]] = {"age": Age, "sex": Sex, "education": Education, "work": Work}
"""Optional questions about the person: column → enum of its values."""
