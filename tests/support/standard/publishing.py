"""Factories for service standards, which call the services."""

from datetime import date, timedelta

from rontal.core.actors import Actor
from rontal.standard.publication import selectors, services
from rontal.standard.publication.rules import Head

HEAD = Actor.staff(7, frozenset({"head"}))
CLERK = Actor.staff(8, frozenset({"clerk"}))


def decree(day: date | None = None, **changes: object) -> Head:
    """Returns a complete decree."""
    day = day or selectors.today() - timedelta(30)
    values = {
        "decree_number": "188.4/17/DPA/2026",
        "decree_date": day,
        "in_force_from": day,
        "signatory_name": "Ni Luh Ayu",
        "signatory_office": "Kepala Dinas",
    }
    return Head(**(values | changes))


def draft(head: Head | None = None) -> int:
    """Creates a draft with this decree; returns its number."""
    number = services.start_draft(actor=HEAD)
    current_draft = selectors.draft()
    services.save_head(head=head or decree(), revision=current_draft.revision, actor=HEAD)
    return number


def published(head: Head | None = None) -> int:
    """Publishes a version; returns its number."""
    number = draft(head)
    services.publish(number=number, actor=HEAD)
    return number
