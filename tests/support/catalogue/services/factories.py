"""Librarians and records for tests of cataloguing."""

import itertools
from typing import Any

from records.record import Credit, Record
from rontal.accounts.roles import Role
from rontal.catalogue import selectors, services
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor

_serial = itertools.count(1)


def librarian(account_id: int = 7) -> Actor:
    return Actor.staff(account_id, frozenset({Role.LIBRARIAN}))


def record(title: str = "", **parts: Any) -> Record:
    """Returns a record of a book in Indonesian."""
    parts.setdefault("credits", [Credit("Ni Luh Sari", "Sari, Ni Luh")])
    parts.setdefault("language", "id")
    return Record(title=title or f"Catatan {next(_serial)}", **parts)


def entered(title: str = "", *, public: bool = True, **parts: Any) -> Title:
    """Creates a title as a librarian does, public by default."""
    new_title = services.create_title(record=record(title, **parts), actor=librarian())
    if public:
        services.publish(title_id=new_title.pk, actor=librarian())
    return Title.objects.get(pk=new_title.pk)


def newest_revision(title: Title) -> int:
    """Returns the number of the newest revision, as a form contains it."""
    return selectors.newest_revision(title.pk)


def state_of(title: Title) -> TitleState:
    return TitleState(Title.objects.values_list("state", flat=True).get(pk=title.pk))
