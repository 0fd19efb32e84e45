"""Jobs of reading."""

from rontal.kernel.events import subscriber
from rontal.kernel.models import Event
from rontal.membership.events import MEMBER_JOINED_INTO
from rontal.reading import services


@subscriber(MEMBER_JOINED_INTO)
def take_places_along(event: Event) -> None:
    """Places in books go over to the membership that stays."""
    services.take_places_along(goes_id=int(event.subject_id))
