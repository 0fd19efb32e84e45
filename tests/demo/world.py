"""Start of the demo's lending, without building books and drawing photos."""

from datetime import datetime

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.demo import cast, licences, load, promise
from rontal.demo.readers import WANTED
from tests.catalogue import factories as catalogue


def members() -> None:
    """Creates staff, and the members of the demo year."""
    for person in cast.STAFF:
        load._staff(person.login_name, person.name, person.role)
    promise.publish_standard()
    promise.measure_year()


def books(*, came: datetime) -> None:
    """Creates titles with the names of the demo's lent books, and the demo's licences."""
    with clock.standing_at(came):
        for name in WANTED:
            Title.objects.filter(pk=catalogue.title(name).pk).update(title=name)
    licences.license_books([*WANTED])
