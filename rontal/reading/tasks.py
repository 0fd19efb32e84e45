"""Jobs of reading."""

from rontal.catalogue.events import JOINED
from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.membership.events import MEMBER_CLOSED, MEMBER_JOINED_INTO
from rontal.reading import services


@subscriber(MEMBER_CLOSED)
def forget_reading(event: Event) -> None:
    """Places and marks of a membership that has ended are erased."""
    services.forget_reading(member_id=int(event.subject_id))


@subscriber(MEMBER_JOINED_INTO)
def take_places_along(event: Event) -> None:
    """Places and marks in books go over to the membership that stays."""
    services.take_places_along(goes_id=int(event.subject_id))


@subscriber(JOINED)
def take_places_to_the_title_that_stays(event: Event) -> None:
    """Places and marks in a title go over to the one that it became part of."""
    services.take_places_to(stays_id=int(event.data["into"]), goes_id=int(event.subject_id))
