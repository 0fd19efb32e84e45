"""Anonymous facts of an application and their groups. Pure functions."""

from datetime import date
from enum import StrEnum

from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Origin
from rontal.membership.states import ApplicationState


class Moment(StrEnum):
    """Moments at which an application is counted: when it comes in, and when it ends."""

    SENT = "sent"
    APPROVED = "approved"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class AgeGroup(StrEnum):
    """Age groups: those of PP 17/2025 for children, those of the satisfaction survey for adults."""

    UNDER_13 = "under_13"
    FROM_13 = "13_15"
    FROM_16 = "16_17"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_44"
    FROM_45 = "45_54"
    FROM_55 = "55_more"


FIRST_AGES = {
    AgeGroup.FROM_55: 55,
    AgeGroup.FROM_45: 45,
    AgeGroup.FROM_35: 35,
    AgeGroup.FROM_25: 25,
    AgeGroup.FROM_18: 18,
    AgeGroup.FROM_16: 16,
    AgeGroup.FROM_13: 13,
}
COUNTED_ORIGINS = (Origin.ONLINE, Origin.COUNTER)
"""Origins that are counted; imported members did not register here."""
NONE_YET, CAME_IN, ENDED = 0, 1, 2
"""Values of `Application.counted`: nothing counted, reception, reception and end."""
END = {
    ApplicationState.APPROVED: Moment.APPROVED,
    ApplicationState.REJECTED: Moment.REJECTED,
    ApplicationState.LAPSED: Moment.LAPSED,
    ApplicationState.WITHDRAWN: Moment.WITHDRAWN,
}


def age_group(birth: date | None, day: date) -> str:
    """Returns the age group of a person on a day; "" when the birth date is not known."""
    if birth is None:
        return ""
    age = ages.age_on(birth, day)
    return next((group for group, first in FIRST_AGES.items() if age >= first), AgeGroup.UNDER_13)


def place(form: ApplicationForm, region: str) -> str:
    """Returns the district (6 digits) of a resident of the library's regency, else the regency (4
    digits); "" when it is not known. Places far away are coarser, as the few people from there
    could be identified.
    """
    return form.district if form.regency == region else form.regency
