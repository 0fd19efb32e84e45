"""Questions about books that are kept on devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.lending.lent import lent
from rontal.lending.models import Loan
from rontal.lending.states import LoanState
from rontal.reading import opened
from rontal.reading.kinds import Kind, kind_of
from rontal.reading.models import Lease
from rontal.reading.resources import LARGEST_PAGE
from rontal.standard.selectors import library


@dataclass(frozen=True)
class Part:
    """A resource that a book shows: its path in the manifest, and its unpacked bytes."""

    path: str
    size: int


def can_be_kept(loan: Loan) -> bool:
    """False for what is read in the library only, and where the library keeps no book on
    devices."""
    return not loan.in_library and library().policies.kept_books_at_most > 0


def leases_of(actor: Actor) -> list[Lease]:
    """The actor's books that are kept on devices, with their running loans. One query."""
    return _running(loan__member__user_id=actor.id or 0)


def leases_on(devices: Sequence[UUID]) -> list[Lease]:
    """The running leases that devices hold under these random names. One query, none for none."""
    return _running(device__in=devices) if devices else []


def _running(**which: object) -> list[Lease]:
    rows = Lease.objects.filter(loan__state=LoanState.ACTIVE, **which)
    return list(rows.filter(loan__due_at__gt=clock.now()).select_related("loan").order_by("pk"))


def kept_on_device(loan_id: int, actor: Actor) -> bool:
    """True where the book of the actor's loan is kept on a device. One query."""
    return Lease.objects.filter(loan=loan_id, loan__member__user_id=actor.id or 0).exists()


def parts_of(*, loan_id: int, actor: Actor) -> list[Part]:
    """Every resource that the book of a running loan can show, in the order of its manifest;
    raises NotFound."""
    book = opened.book(lent(loan_id, actor).file_id)
    return [
        Part(path, size)
        for path, (media_type, size, _mask) in book.manifest.items()
        if _is_shown(media_type, size)
    ]


def _is_shown(media_type: str, size: int) -> bool:
    treated = kind_of(media_type)
    return treated is not None and (treated[0] is Kind.PLAIN or size <= LARGEST_PAGE)
