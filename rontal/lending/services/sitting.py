"""On how many devices at once a loan is read, where its licence says so.

A device is a session: what a browser is signed in with. Whoever opens the book sits down. A session
in which nobody has read for some minutes (`reading_quiet_minutes`) makes room by itself, any other
when the reader takes the book over, which is always granted: it is the reader's own loan. Content
asks in its one statement whether its session sits (`lending.lent`). Places and notes of a session
that does not are taken in all the same.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.lending.errors import OpenElsewhere
from rontal.lending.models import Loan, Sitting
from rontal.lending.seats import seat_of
from rontal.lending.selectors import running_loan
from rontal.lending.states import LoanState
from rontal.standard.selectors import library


def open_here(*, loan_id: int, actor: Actor) -> None:
    """Lets the actor's session read the book of a running loan, where it does not yet and there is
    room. Raises NotFound, ReadInLibrary, and OpenElsewhere where there is none."""
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is not None and not _used(loan, actor, clock.now()):
        _sit_down(loan, actor, asked=False)


def take_over(*, loan_id: int, actor: Actor) -> None:
    """The same, and where there is no room the session that was read in longest ago gives its own.
    Raises NotFound, ReadInLibrary."""
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is not None:
        _sit_down(loan, actor, asked=True)


def note_use(*, loan_id: int, at: datetime, actor: Actor) -> None:
    """Notes that the actor's session was read in `at` a time, which may be some while ago: then it
    claims no room. Raises NotFound, ReadInLibrary, and OpenElsewhere where the session is read in
    now and others have the room."""
    loan = running_loan(loan_id, actor)
    if loan.licence.devices is None or _used(loan, actor, at):
        return
    if at > _quiet_since():
        _sit_down(loan, actor, asked=False)


def sweep_sittings() -> int:
    """Erases sittings of loans that are over; returns how many. Twice changes nothing."""
    running = Loan.objects.filter(state=LoanState.ACTIVE, due_at__gt=clock.now())
    return Sitting.objects.exclude(loan__in=running).delete()[0]


def _used(loan: Loan, actor: Actor, at: datetime) -> bool:
    """True where the session sits; it was read in then."""
    own = Sitting.objects.filter(loan=loan, session=seat_of(loan.pk, actor.session))
    return own.update(used_at=Greatest(F("used_at"), at)) == 1


def _sit_down(loan: Loan, actor: Actor, *, asked: bool) -> None:
    """Gives the session room; whoever was read in longest ago goes where there is too little."""
    seat = seat_of(loan.pk, actor.session)
    with transaction.atomic():
        _lock(loan)
        others = list(_others(loan, seat))
        most = loan.licence.devices or len(others) + 1
        lively = [one for one in others if one.used_at > _quiet_since()]
        if len(lively) >= most and not asked:
            ago = clock.now() - others[0].used_at
            raise OpenElsewhere(minutes=max(0, int(ago.total_seconds() // 60)))
        Sitting.objects.update_or_create(loan=loan, session=seat, defaults={"used_at": clock.now()})
        gone = [one.pk for one in others[most - 1 :]]
        Sitting.objects.filter(pk__in=gone).delete()


def _lock(loan: Loan) -> None:
    """One session of a loan after another."""
    Loan.objects.select_for_update(no_key=True, of=("self",)).get(pk=loan.pk)


def _others(loan: Loan, seat: str) -> "QuerySet[Sitting]":
    """Other sessions of the loan, the one that was read in last first."""
    return Sitting.objects.filter(loan=loan).exclude(session=seat).order_by("-used_at", "-pk")


def _quiet_since() -> datetime:
    return clock.now() - timedelta(minutes=library().policies.reading_quiet_minutes)
