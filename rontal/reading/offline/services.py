"""Keeping a book on a device, and letting it go."""

from uuid import UUID

from django.db import transaction

from rontal.kernel.actors import Actor
from rontal.lending import selectors as lending
from rontal.membership.models import Member
from rontal.reading.errors import NotForKeeping, TooManyKept
from rontal.reading.models import Lease
from rontal.reading.offline import wrapping
from rontal.reading.offline.selectors import can_be_kept, leases_of
from rontal.standard.selectors import library


def keep(*, loan_id: int, device: UUID, public_key: bytes, actor: Actor) -> bytes:
    """Lets a device keep the book of a running loan. Returns the book's key, 32 bytes, wrapped for
    the `public_key` of the device, so that only it can unwrap it (`wrapping.wrap` has the forms).

    A device that asks again gets the same key. Another one takes the book to itself: the first
    loses it at its next contact. Raises NotFound without a running loan, NotForKeeping, TooManyKept
    and NoSuchKey.
    """
    loan = lending.running_loan(loan_id, actor)
    if not can_be_kept(loan):
        raise NotForKeeping
    wrapped = wrapping.wrap(wrapping.key_of(loan.pk, device), public_key)
    with transaction.atomic():
        Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=loan.reader_id)
        running = leases_of(actor)
        own = Lease.objects.filter(loan__member=loan.reader_id)
        own.exclude(pk__in=[lease.pk for lease in running]).delete()
        most = library().policies.kept_books_at_most
        if sum(lease.loan_id != loan.pk for lease in running) >= most:
            raise TooManyKept(limit=most)
        own.filter(loan=loan.pk).exclude(device=device).delete()
        Lease.objects.get_or_create(loan=loan, defaults={"device": device})
    return wrapped


def let_go(*, loan_id: int, device: UUID, actor: Actor) -> None:
    """Notes that a device keeps the book of a loan no more. Twice changes nothing."""
    Lease.objects.filter(loan__member__user_id=actor.id or 0, loan=loan_id, device=device).delete()
