"""Reading list grouped by availability: available now, not yet, no longer in the collection."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.lending import selectors as lending
from rontal.lending.reading_lists import listed_of
from rontal.lending.states import HoldState
from rontal.lending.title_availability import PersonalAvailability
from rontal.web.collection import addresses


@dataclass(frozen=True)
class Entry:
    """Title on the list with its availability; `read` is the URL of an open book, or ""."""

    title: Row
    standing: PersonalAvailability
    read: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """True where the title left the collection and the member does not have it on loan."""
        return self.title.state is not TitleState.PUBLIC and self.standing.loan_id is None

    @property
    def is_reserved(self) -> bool:
        """True where a copy is reserved for the member."""
        hold = self.standing.hold
        return hold is not None and hold.state == HoldState.READY

    @property
    def waits(self) -> bool:
        """True where the member is in the queue."""
        return self.standing.hold is not None

    @property
    def is_free(self) -> bool:
        """True where the member could borrow it now."""
        return self.standing.here or self.standing.availability.free > 0 and not self.waits

    @property
    def can_be_had(self) -> bool:
        """True where it can be read at once or borrowed."""
        reads = self.standing.loan_id is not None or bool(self.read)
        return not self.is_withdrawn and (reads or self.is_reserved or self.is_free)


@dataclass(frozen=True)
class Group:
    """Part of the list with its heading."""

    key: str
    name: str
    entries: list[Entry]


def groups_of(actor: Actor) -> list[Group]:
    """Returns the non-empty groups of the actor's list, last added first.

    Three queries.
    """
    titles = [row for row in rows.in_order(listed_of(actor)) if row.state is not TitleState.DRAFT]
    standings = lending.availability_by_title([row.id for row in titles], actor)
    entries = [_entry(row, standings[row.id]) for row in titles]
    now = Group("now", _("Available to read"), [one for one in entries if one.can_be_had])
    later = Group("later", _("Not yet"), [one for one in entries if _is_later(one)])
    withdrawn = Group(
        "gone", _("No longer in the collection"), [one for one in entries if one.is_withdrawn]
    )
    return [group for group in (now, later, withdrawn) if group.entries]


def _entry(row: Row, standing: PersonalAvailability) -> Entry:
    ways = () if standing.availability.lendable else addresses.read(row)
    return Entry(row, standing, next(iter(ways), ""))


def _is_later(one: Entry) -> bool:
    return not (one.can_be_had or one.is_withdrawn)
