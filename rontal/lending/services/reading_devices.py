"""Limits on how many devices read a loan at once, where its licence has one.

A device is a login session, registered when it opens the book. A session without reading for
`reading_quiet_minutes` can be replaced; any other is replaced only when the reader takes the loan
over, which is always allowed. Requests for content check the session in their own statement
(`lending.lent`). Reading positions and notes of replaced sessions are still accepted.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.device_pseudonyms import device_pseudonym
from rontal.lending.errors import OpenElsewhere
from rontal.lending.models import Loan, Sitting
from rontal.lending.policies import LendingPolicies
from rontal.lending.selectors import running_loan
from rontal.lending.states import LoanState


def register_device(*, loan_id: int, actor: Actor) -> None:
    """Registers the actor's session as a device of a running loan, where the limit allows.

    Raises NotFound, ReadInLibrary, OpenElsewhere where the limit is reached.
    """
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is not None and not _note_use(loan, actor, clock.now()):
        _register(loan, actor, replace=False)


def replace_device(*, loan_id: int, actor: Actor) -> None:
    """Registers the actor's session; at the limit it replaces the least recently used one.

    Raises NotFound, ReadInLibrary.
    """
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is not None:
        _register(loan, actor, replace=True)


def record_device_use(*, loan_id: int, at: datetime, actor: Actor) -> None:
    """Records that the actor's session was read in at a moment, `at`.

    A session that is not registered is registered only where `at` is recent. Raises NotFound,
    ReadInLibrary, OpenElsewhere where the limit is reached.
    """
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is None or _note_use(loan, actor, at):
        return
    if at > _replaceable_since():
        _register(loan, actor, replace=False)


def sweep_sittings() -> int:
    """Deletes sessions of loans that are over; returns how many. Idempotent."""
    running = Loan.objects.filter(state=LoanState.ACTIVE, due_at__gt=clock.now())
    return Sitting.objects.exclude(loan__in=running).delete()[0]


def _note_use(loan: Loan, actor: Actor, at: datetime) -> bool:
    """Updates the time of the session's last use; returns False where it is not registered."""
    own = Sitting.objects.filter(loan=loan, session=device_pseudonym(loan.pk, actor.session))
    return own.update(used_at=Greatest(F("used_at"), at)) == 1


def _register(loan: Loan, actor: Actor, *, replace: bool) -> None:
    """Registers the session, and deletes the least recently used ones above the limit."""
    pseudonym = device_pseudonym(loan.pk, actor.session)
    with transaction.atomic():
        _lock(loan)
        others = list(_other_sessions(loan, pseudonym))
        most = loan.licence.devices or len(others) + 1
        active = [one for one in others if one.used_at > _replaceable_since()]
        if len(active) >= most and not replace:
            ago = clock.now() - others[0].used_at
            raise OpenElsewhere(minutes=max(0, int(ago.total_seconds() // 60)))
        Sitting.objects.update_or_create(
            loan=loan, session=pseudonym, defaults={"used_at": clock.now()}
        )
        surplus = [one.pk for one in others[most - 1 :]]
        Sitting.objects.filter(pk__in=surplus).delete()


def _lock(loan: Loan) -> None:
    """Locks the loan, so that its sessions are registered one after the other."""
    Loan.objects.select_for_update(no_key=True, of=("self",)).get(pk=loan.pk)


def _other_sessions(loan: Loan, pseudonym: str) -> "QuerySet[Sitting]":
    """Returns the other sessions of the loan, most recently used first."""
    return Sitting.objects.filter(loan=loan).exclude(session=pseudonym).order_by("-used_at", "-pk")


def _replaceable_since() -> datetime:
    return clock.now() - timedelta(minutes=LendingPolicies.current().reading_quiet_minutes)
