"""Selectors for offline books."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.content_access import loaned_file
from rontal.lending.models import Loan
from rontal.lending.states import LoanState
from rontal.reading import archive_cache
from rontal.reading.media_types import Kind, kind_of
from rontal.reading.models import Lease
from rontal.reading.policies import ReadingPolicies
from rontal.reading.resources import MAX_PAGE_BYTES


@dataclass(frozen=True)
class Part:
    """A resource that a book contains: its path in the manifest, and its size in bytes."""

    path: str
    size: int


def can_be_stored_offline(loan: Loan) -> bool:
    """Returns True where the loan's book may be stored offline.

    False for loans that are read in the library only, and where the policy allows no offline books.
    """
    return not loan.in_library and ReadingPolicies.current().kept_books_at_most > 0


def leases_of(actor: Actor) -> list[Lease]:
    """Returns the leases of the actor's running loans. One query."""
    return _running(loan__member__user_id=actor.id or 0)


def leases_on(devices: Sequence[UUID]) -> list[Lease]:
    """Returns the leases of running loans with these device ids. One query, none for no ids."""
    return _running(device__in=devices) if devices else []


def _running(**filters: object) -> list[Lease]:
    rows = Lease.objects.filter(loan__state=LoanState.ACTIVE, **filters)
    return list(rows.filter(loan__due_at__gt=clock.now()).select_related("loan").order_by("pk"))


def is_stored_offline(loan_id: int, actor: Actor) -> bool:
    """Returns True where the book of the actor's loan is stored offline. One query."""
    return Lease.objects.filter(loan=loan_id, loan__member__user_id=actor.id or 0).exists()


def parts_of(*, loan_id: int, actor: Actor) -> list[Part]:
    """Returns every resource that the book of a running loan serves, in manifest order.

    Raises NotFound.
    """
    book = archive_cache.book(loaned_file(loan_id, actor).file_id)
    return [
        Part(path, size)
        for path, (media_type, size, _mask) in book.manifest.items()
        if _is_shown(media_type, size)
    ]


def _is_shown(media_type: str, size: int) -> bool:
    treatment = kind_of(media_type)
    return treatment is not None and (treatment[0] is Kind.PLAIN or size <= MAX_PAGE_BYTES)
