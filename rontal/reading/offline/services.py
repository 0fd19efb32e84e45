"""Services that store a book offline and release it."""

from uuid import UUID

from django.db import transaction

from rontal.core.actors import Actor
from rontal.lending import selectors as lending
from rontal.membership.models import Member
from rontal.reading.errors import NotForKeeping, TooManyKept
from rontal.reading.models import Lease
from rontal.reading.offline import wrapping
from rontal.reading.offline.selectors import can_be_stored_offline, leases_of
from rontal.reading.policies import ReadingPolicies


def store_offline(*, loan_id: int, device: UUID, public_key: bytes, actor: Actor) -> bytes:
    """Creates a lease for a device and returns the book's key (32 bytes), wrapped for `public_key`.

    Only that device can unwrap it (formats: `wrapping.wrap`). Repeating the call returns the same
    key. A call from another device replaces the lease, and the first device loses the book at its
    next contact. Raises NotFound without a running loan, NotForKeeping, TooManyKept, NoSuchKey.
    """
    loan = lending.running_loan(loan_id, actor)
    if not can_be_stored_offline(loan):
        raise NotForKeeping
    wrapped = wrapping.wrap(wrapping.key_of(loan.pk, device), public_key)
    with transaction.atomic():
        Member.objects.select_for_update(no_key=True, of=("self",)).get(pk=loan.reader_id)
        running = leases_of(actor)
        own = Lease.objects.filter(loan__member=loan.reader_id)
        own.exclude(pk__in=[lease.pk for lease in running]).delete()
        most = ReadingPolicies.current().kept_books_at_most
        if sum(lease.loan_id != loan.pk for lease in running) >= most:
            raise TooManyKept(limit=most)
        own.filter(loan=loan.pk).exclude(device=device).delete()
        Lease.objects.get_or_create(loan=loan, defaults={"device": device})
    return wrapped


def release(*, loan_id: int, device: UUID, actor: Actor) -> None:
    """Deletes the lease of a device for the book of a loan. Idempotent."""
    Lease.objects.filter(loan__member__user_id=actor.id or 0, loan=loan_id, device=device).delete()
