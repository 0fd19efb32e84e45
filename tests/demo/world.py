"""Data with which the demo's lending begins, without slow parts such as books and photos."""

from datetime import datetime

from rontal.catalogue.models import Title
from rontal.demo import cast, licences, load, promise
from rontal.demo.readers import WANTED
from rontal.kernel import clock
from tests.catalogue import factories as catalogue


def members() -> None:
    """Creates the staff and the members of the invented year."""
    for person in cast.STAFF:
        load._staff(person.login_name, person.name, person.role)
    promise.publish_standard()
    promise.measure_year()


def books(*, came: datetime) -> None:
    """Gives titles the names of those that the demo lends, with the demo's licences."""
    with clock.standing_at(came):
        for name in WANTED:
            Title.objects.filter(pk=catalogue.title(name).pk).update(title=name)
    licences.license_books([*WANTED])
