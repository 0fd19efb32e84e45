"""What the library may lend."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.catalogue.search import availability
from rontal.catalogue.states import TitleState
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed, NotFound
from rontal.kernel.events import Scalar, emit, emit_all
from rontal.lending import events
from rontal.lending.errors import CopiesInUse
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle

BATCH: Final = 1_000


def grant_licence(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """Adds copies of a title, one reader a copy; those who wait get them at once."""
    with transaction.atomic():
        return _grant(title_id, copies, actor)


def grant_licences_at_import(*, title_ids: Iterable[int], copies: int, actor: Actor) -> int:
    """Gives titles that came in with a file their first licence, those that have none yet; returns
    how many. Twice changes nothing."""
    wanted, granted = sorted(title_ids), 0
    for begin in range(0, len(wanted), BATCH):
        with transaction.atomic():
            titles = Title.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
            some = titles.filter(pk__in=wanted[begin : begin + BATCH], licences=None)
            licences = Licence.objects.bulk_create(
                Licence(title_id=pk, copies=copies) for pk in some.values_list("pk", flat=True)
            )
            data = {"copies": copies}
            emit_all(events.LICENCE_GRANTED, actor=actor, subjects=licences, data=data)
            availability.note(*(licence.title_id for licence in licences))
            granted += len(licences)
    return granted


def kept_by_lending(title_ids: Sequence[int]) -> set[int]:
    """Those of some titles whose import is taken back that were lent or waited for; licences of
    the others go. Runs in the transaction that removes the titles."""
    ids = set(title_ids)
    used = {
        pk
        for model in (Loan, Hold)
        for pk in model._default_manager.filter(title__in=ids).values_list("title_id", flat=True)
    }
    Licence.objects.filter(title__in=ids - used).delete()
    return used


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
