"""Books added at the desk."""

import io

from rontal.accounts.roles import Role
from rontal.catalogue.importing import services as importing
from rontal.catalogue.importing.kinds import OpenAccess
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from tests.support.accounts.factories import staff
from tests.support.catalogue.importing.factories import finished


def somebody(role: Role = Role.LIBRARIAN) -> Actor:
    return Actor.staff(staff(role).pk, frozenset({role}))


def add(title: Title, content: bytes, access: OpenAccess = OpenAccess.BY_RIGHTS) -> Import:
    return importing.add_file(
        title_id=title.pk,
        content=io.BytesIO(content),
        file_name="buku.epub",
        access=access,
        actor=somebody(),
    )


def added(title: Title, content: bytes, access: OpenAccess = OpenAccess.BY_RIGHTS) -> ImportRow:
    """Adds the file, runs the job and returns the report row."""
    run = finished(add(title, content, access))
    return ImportRow.objects.get(run=run)
