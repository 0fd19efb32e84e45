"""Members of an age."""

from datetime import date

from rontal.core import clock
from rontal.core.actors import Actor
from tests.support.membership import factories as membership


def child(birth: date) -> Actor:
    return Actor.person(membership.member(membership.child_values(birth)).user_id)


def years_ago(years: int) -> date:
    return date(clock.now().year - years, 1, 1)
