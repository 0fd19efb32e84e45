"""Start of the demo's lending, without building books and drawing photos."""

from datetime import datetime

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.demo import licences, load, service_standard, staff_and_applicants
from rontal.demo.loan_requests import DEMAND
from tests.support.catalogue import factories as catalogue


def members() -> None:
    """Creates staff, and the members of the demo year."""
    for person in staff_and_applicants.STAFF:
        load._staff(person.login_name, person.name, person.role)
    service_standard.publish_standard()
    service_standard.measure_year()


def books(*, came: datetime) -> None:
    """Creates titles with the names of the demo's lent books, and the demo's licences."""
    with clock.frozen_at(came):
        for name in DEMAND:
            Title.objects.filter(pk=catalogue.title(name).pk).update(title=name)
    licences.license_books([*DEMAND])
