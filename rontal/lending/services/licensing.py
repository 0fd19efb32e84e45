"""What the library may lend."""

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.catalogue.search import availability
from rontal.catalogue.states import TitleState
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed, NotFound
from rontal.kernel.events import Scalar, emit
from rontal.lending import events
from rontal.lending.errors import CopiesInUse
from rontal.lending.models import Licence
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle


def grant_licence(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """Adds copies of a title, one reader a copy; those who wait get them at once."""
    with transaction.atomic():
        return _grant(title_id, copies, actor)


def grant_licence_at_import(*, title_id: int, copies: int, actor: Actor) -> Licence | None:
    """Gives a title its first licence; None where it has one. Twice changes nothing."""
    with transaction.atomic():
        title = Title.objects.select_for_update(no_key=True, of=("self",)).get(pk=title_id)
        if Licence.objects.filter(title=title).exists():
            return None
        return _grant(title_id, copies, actor)


def add_copies(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """A librarian adds copies; those who wait get them at once. Raises NotAllowed, NotFound."""
    _require(actor)
    with transaction.atomic():
        _lock_title(title_id)
        return _grant(title_id, copies, actor)


def take_copies_away(*, title_id: int, copies: int, actor: Actor) -> int:
    """A librarian takes copies away that nobody has and that are kept for nobody; one stays.
    Returns how many are left. Raises NotAllowed, NotFound, NotLendable, CopiesInUse."""
    _require(actor)
    with transaction.atomic():
        _lock_title(title_id)
        licences = lock_licences(title_id)
        free = {(slot.licence_id, slot.copy) for slot in settle(licences)}
        left = sum(licence.copies for licence in licences)
        spare = {licence.pk: _spare(licence, free) for licence in licences}
        if copies > min(sum(spare.values()), left - 1):
            raise CopiesInUse(copies=min(sum(spare.values()), left - 1))
        wanted = copies
        for licence in reversed(licences):
            number = min(wanted, spare[licence.pk])
            _shrink(licence, number)
            wanted -= number
        data: dict[str, Scalar] = {"copies": copies}
        emit(events.LICENCE_REDUCED, actor=actor, subject=licences[-1], data=data)
    return left - copies


def _spare(licence: Licence, free: set[tuple[int, int]]) -> int:
    """How many copies can go from the end: copies in use keep their numbers, and one stays."""
    number = 0
    while number < licence.copies - 1 and (licence.pk, licence.copies - number) in free:
        number += 1
    return number


def _shrink(licence: Licence, number: int) -> None:
    if number:
        licence.copies -= number
        licence.save(update_fields=["copies"])


def _require(actor: Actor) -> None:
    if not actor.has_any(Role.LIBRARIAN):
        raise NotAllowed


def _lock_title(title_id: int) -> None:
    """The title comes before its licences; raises NotFound."""
    rows = Title.objects.select_for_update(no_key=True, of=("self",)).exclude(
        state=TitleState.JOINED
    )
    if not rows.filter(pk=title_id).exists():
        raise NotFound


def _grant(title_id: int, copies: int, actor: Actor) -> Licence:
    licence = Licence.objects.create(title_id=title_id, copies=copies)
    emit(events.LICENCE_GRANTED, actor=actor, subject=licence, data={"copies": copies})
    settle(lock_licences(title_id))
    availability.note(title_id)
    return licence
