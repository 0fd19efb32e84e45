"""Questions about what members want to read some time."""

from rontal.kernel.actors import Actor
from rontal.lending.models import Listed
from rontal.lending.selectors import NOBODY


def listed_of(actor: Actor) -> list[int]:
    """Ids of the titles on the actor's list, in whatever state, what was put on it last before the
    others."""
    own = Listed.objects.filter(member__user_id=actor.id or NOBODY)
    return list(own.order_by("-since", "-pk").values_list("title_id", flat=True))


def every_listed_of(actor: Actor) -> list[Listed]:
    """The same with the names of the titles, for a copy of what is kept. One query."""
    own = Listed.objects.filter(member__user_id=actor.id or NOBODY).select_related("title")
    return list(own.defer("title__description").order_by("-since", "-pk"))


def number_listing(title_id: int) -> int:
    """How many members want a title; nobody is told who."""
    return Listed.objects.filter(title=title_id).count()
