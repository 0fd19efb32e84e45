"""Titles that are lent from an age on."""

from rontal.catalogue.models import Title
from rontal.lending.errors import AgeUnknown, TooYoung
from rontal.lending.rules import least_age
from rontal.membership.models import Member
from rontal.membership.rules.ages import age_on
from rontal.membership.selectors import today
from rontal.membership.selectors.members import birth_date_of
from rontal.standard.selectors import library


def check_age(member: Member, title: Title) -> None:
    """Lets a member have a title that is meant for their age; the birth date stays sealed where
    the title is for everybody. Raises TooYoung, AgeUnknown."""
    policy = library().policies.adult_titles_from_age
    least = least_age(title.audience, title.age_from, adult=policy)
    if not least:
        return
    born = birth_date_of(member)
    if born is None:
        raise AgeUnknown(age=least)
    if age_on(born, today()) < least:
        raise TooYoung(age=least)
