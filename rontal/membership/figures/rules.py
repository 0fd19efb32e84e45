"""What is counted of an application, and how coarsely. Pure functions."""

from datetime import date
from enum import StrEnum

from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Origin
from rontal.membership.states import ApplicationState


class Moment(StrEnum):
    """When an application is counted: as it comes in, and as it ends."""

    SENT = "sent"
    APPROVED = "approved"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class AgeGroup(StrEnum):
    """The bands of PP 17/2025 for children, those of the satisfaction survey for adults."""

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
"""Whoever came from another program did not register here."""
NONE_YET, CAME_IN, ENDED = 0, 1, 2
"""How much of an application has been counted."""
END = {
    ApplicationState.APPROVED: Moment.APPROVED,
    ApplicationState.REJECTED: Moment.REJECTED,
    ApplicationState.LAPSED: Moment.LAPSED,
    ApplicationState.WITHDRAWN: Moment.WITHDRAWN,
}


def age_group(birth: date | None, day: date) -> str:
    """The band that somebody is in on a day; "" where the birth is not known."""
    if birth is None:
        return ""
    age = ages.age_on(birth, day)
    return next((group for group, first in FIRST_AGES.items() if age >= first), AgeGroup.UNDER_13)


def place(form: ApplicationForm, region: str) -> str:
    """The district (6 digits) of who lives in the library's regency, else the regency (4); "" where
    it is not known. Coarser far away: few come from there, and one of few could be known again."""
    return form.district if form.regency == region else form.regency
