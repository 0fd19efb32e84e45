"""Services that grant licences and add or remove copies."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from rontal.accounts.roles import LICENCE_BUYERS
from rontal.catalogue import changes
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit, emit_all
from rontal.lending import events
from rontal.lending.errors import CopiesInUse
from rontal.lending.models import Hold, Licence, Listed, Loan, TitleDay
from rontal.lending.rules import LicenceKind
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle

BATCH: Final = 1_000


def grant_licence(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """Adds a licence for copies of a title, one reader each, and gives them to the queue."""
    with transaction.atomic():
        return _grant(title_id, copies, actor)


def grant_licences_at_import(*, title_ids: Iterable[int], copies: int, actor: Actor) -> int:
    """Grants a first licence to those imported titles that have none; returns how many.

    Idempotent.
    """
    lent = Licence(kind=LicenceKind.ONE_COPY_ONE_READER, copies=copies)
    return _grant_first(title_ids, lent, actor)


def grant_open_access_at_import(*, title_ids: Iterable[int], actor: Actor) -> int:
    """Grants open-access licences to imported titles with open files; returns how many.

    Idempotent.
    """
    return _grant_first(title_ids, Licence(kind=LicenceKind.OPEN_ACCESS, copies=0), actor)


def _grant_first(title_ids: Iterable[int], model: Licence, actor: Actor) -> int:
    """Grants a licence like `model` to each title that has none of its sort, open access or not.

    Returns how many.
    """
    ids, granted = sorted(title_ids), 0
    is_open = Q(kind=LicenceKind.OPEN_ACCESS)
    alike = Licence.objects.filter(
        is_open if model.kind == LicenceKind.OPEN_ACCESS else ~is_open, title_id=OuterRef("pk")
    )
    for begin in range(0, len(ids), BATCH):
        with transaction.atomic():
            titles = Title.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
            some = titles.filter(~Exists(alike), pk__in=ids[begin : begin + BATCH])
            licences = Licence.objects.bulk_create(
                [
                    Licence(title_id=pk, kind=model.kind, copies=model.copies)
                    for pk in some.values_list("pk", flat=True)
                ],
                batch_size=BATCH,
            )
            data = {"copies": model.copies}
            emit_all(events.LICENCE_GRANTED, actor=actor, subjects=licences, data=data)
            changes.note(*(licence.title_id for licence in licences))
            granted += len(licences)
    return granted


def titles_in_use(title_ids: Sequence[int]) -> set[int]:
    """Returns those titles of an undone import that have loans, holds or bought licences.

    Deletes licences, daily counts and list entries of the other titles. Runs in the transaction
    that deletes these titles.
    """
    ids = set(title_ids)
    used = {
        pk
        for model in (Loan, Hold)
        for pk in model._default_manager.filter(title__in=ids).values_list("title_id", flat=True)
    }
    bought = Licence.objects.filter(title__in=ids, purchase__isnull=False)
    used |= set(bought.values_list("title_id", flat=True))
    for model in (Licence, TitleDay, Listed):
        model._default_manager.filter(title__in=ids - used).delete()
    return used


def add_copies(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """Adds copies for a librarian and gives them to the queue. Raises NotAllowed, NotFound."""
    actor.require_or_system(*LICENCE_BUYERS)
    with transaction.atomic():
        lock_title(title_id)
        return _grant(title_id, copies, actor)


def remove_copies(*, title_id: int, copies: int, actor: Actor) -> int:
    """Removes unused copies of perpetual licences for a librarian; returns how many are left.

    Copies that are lent or reserved stay, and at least one per licence. Licences limited by time or
    loans end by themselves. Raises NotAllowed, NotFound, NotLendable, CopiesInUse.
    """
    actor.require_or_system(*LICENCE_BUYERS)
    with transaction.atomic():
        lock_title(title_id)
        every = lock_licences(title_id)
        free = {(slot.licence_id, slot.copy) for slot in settle(every).free}
        now = clock.now()
        licences = [
            one
            for one in every
            if one.kind == LicenceKind.ONE_COPY_ONE_READER and not one.terms().is_over(now)
        ]
        if not licences:
            raise CopiesInUse(copies=0)
        left = sum(licence.copies for licence in licences)
        spare = {licence.pk: _removable_copies(licence, free) for licence in licences}
        if copies > min(sum(spare.values()), left - 1):
            raise CopiesInUse(copies=min(sum(spare.values()), left - 1))
        remaining = copies
        for licence in reversed(licences):
            number = min(remaining, spare[licence.pk])
            _reduce(licence, number)
            remaining -= number
        data: dict[str, Scalar] = {"copies": copies}
        emit(events.LICENCE_REDUCED, actor=actor, subject=licences[-1], data=data)
    return left - copies


def _removable_copies(licence: Licence, free: set[tuple[int, int]]) -> int:
    """Returns how many copies can be removed from the highest number down; one always stays."""
    number = 0
    while number < licence.copies - 1 and (licence.pk, licence.copies - number) in free:
        number += 1
    return number


def _reduce(licence: Licence, number: int) -> None:
    if number:
        licence.copies -= number
        licence.save(update_fields=["copies"])


def lock_title(title_id: int) -> None:
    """Locks a title, always before its licences; raises NotFound."""
    rows = Title.objects.select_for_update(no_key=True, of=("self",)).exclude(
        state=TitleState.JOINED
    )
    if not rows.filter(pk=title_id).exists():
        raise NotFound


def _grant(title_id: int, copies: int, actor: Actor) -> Licence:
    licence = Licence.objects.create(title_id=title_id, copies=copies)
    emit(events.LICENCE_GRANTED, actor=actor, subject=licence, data={"copies": copies})
    settle(lock_licences(title_id))
    changes.note(title_id)
    return licence
