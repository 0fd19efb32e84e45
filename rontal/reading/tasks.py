"""Event subscribers and periodic jobs of reading."""

import logging

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.catalogue.events import JOINED
from rontal.core.events import subscriber
from rontal.core.jobs import RETRY, labelled
from rontal.core.models import Event
from rontal.membership.events import MEMBER_CLOSED, MEMBER_JOINED_INTO
from rontal.reading import services
from rontal.reading.retention import PLACES

logger = logging.getLogger(__name__)


@subscriber(
    MEMBER_CLOSED, label=_("delete reading places, highlights and notes of an ended membership")
)
def forget_reading(event: Event) -> None:
    """Deletes positions, marks and leases of a closed membership."""
    services.delete_reading_data(member_id=int(event.subject_id))


@subscriber(MEMBER_JOINED_INTO, label=_("move reading places"))
def take_places_along(event: Event) -> None:
    """Moves positions and marks of a merged membership to the one that remains."""
    services.merge_member_positions(goes_id=int(event.subject_id))


@subscriber(JOINED, label=_("move reading places to the kept title"))
def take_places_to_the_title_that_stays(event: Event) -> None:
    """Moves positions and marks in a merged title to the one that remains."""
    services.move_positions_to_title(
        stays_id=int(event.data["into"]), goes_id=int(event.subject_id)
    )


@labelled(_("Delete expired reading places"))
@app.periodic(cron="53 18 * * *")
@app.task(name="reading:forget_places", queue="periodic", retry=RETRY)
def forget_places(timestamp: int) -> None:
    """Deletes positions without a loan, every night after loans are anonymised."""
    logger.info("erased %s places in books (%s)", PLACES.run(services.delete_positions), timestamp)
