"""Selectors for members' reading lists."""

from rontal.core.actors import Actor
from rontal.lending.models import Listed
from rontal.lending.selectors import NOBODY


def listed_of(actor: Actor) -> list[int]:
    """Returns the ids of the titles on the actor's list, in any state, newest entry first."""
    own = Listed.objects.filter(member__user_id=actor.id or NOBODY)
    return list(own.order_by("-since", "-pk").values_list("title_id", flat=True))


def every_listed_of(actor: Actor) -> list[Listed]:
    """Returns the entries of the actor's list with their titles, for the data export. One query."""
    own = Listed.objects.filter(member__user_id=actor.id or NOBODY).select_related("title")
    return list(own.defer("title__description").order_by("-since", "-pk"))


def number_listing(title_id: int) -> int:
    """Returns how many members have a title on their lists, without saying who."""
    return Listed.objects.filter(title=title_id).count()
