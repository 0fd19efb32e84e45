"""Titles that are lent, and shown in part, from an age on."""

from rontal.catalogue.models import Title
from rontal.lending.errors import AgeUnknown, TooYoung
from rontal.lending.rules import least_age
from rontal.membership.models import Member
from rontal.membership.rules.ages import age_on
from rontal.membership.selectors import today
from rontal.membership.selectors.members import birth_date_of
from rontal.standard.selectors import library


def age_for(audience: str, age_from: int | None) -> int:
    """From which age a title is lent, 0 where it is for everybody."""
    return least_age(audience, age_from, adult=library().policies.adult_titles_from_age)


def check_age(member: Member, title: Title) -> None:
    """Lets a member have a title that is meant for their age; raises TooYoung, AgeUnknown."""
    require_age(member, age_for(title.audience, title.age_from))


def require_age(member: Member, least: int) -> None:
    """Lets a member have what is meant for this age; the birth date stays sealed where it is for
    everybody. Raises TooYoung, AgeUnknown."""
    if not least:
        return
    born = birth_date_of(member)
    if born is None:
        raise AgeUnknown(age=least)
    if age_on(born, today()) < least:
        raise TooYoung(age=least)
