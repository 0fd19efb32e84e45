"""Age limits for borrowing titles and reading their samples."""

from rontal.catalogue.models import Title
from rontal.lending.errors import AgeUnknown, TooYoung
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import least_age
from rontal.membership.models import Member
from rontal.membership.rules.ages import age_on
from rontal.membership.selectors import today
from rontal.membership.selectors.members import birth_date_of


def age_for(audience: str, age_from: int | None) -> int:
    """Returns the minimum age in years for borrowing a title; 0 means no limit."""
    return least_age(audience, age_from, adult=LendingPolicies.current().adult_titles_from_age)


def check_age(member: Member, title: Title) -> None:
    """Checks that a member is old enough to borrow a title; raises TooYoung, AgeUnknown."""
    require_age(member, age_for(title.audience, title.age_from))


def require_age(member: Member, least: int) -> None:
    """Checks that a member has reached the age `least`, in years; raises TooYoung, AgeUnknown.

    The birth date is decrypted only where `least` is above 0.
    """
    if not least:
        return
    born = birth_date_of(member)
    if born is None:
        raise AgeUnknown(age=least)
    if age_on(born, today()) < least:
        raise TooYoung(age=least)
