"""Jobs of reading."""

from rontal.catalogue.events import JOINED
from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.membership.events import MEMBER_JOINED_INTO
from rontal.reading import services


@subscriber(MEMBER_JOINED_INTO)
def take_places_along(event: Event) -> None:
    """Places in books go over to the membership that stays."""
    services.take_places_along(goes_id=int(event.subject_id))


@subscriber(JOINED)
def take_places_to_the_title_that_stays(event: Event) -> None:
    """Places in a title go over to the one that it became part of."""
    services.take_places_to(stays_id=int(event.data["into"]), goes_id=int(event.subject_id))
