"""Handling of licences, loans and holds when a title is merged, withdrawn, or loses a file."""

from collections.abc import Iterable

from django.db import transaction

from rontal.catalogue import services as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.transitions import move
from rontal.lending import events
from rontal.lending.errors import FileInUse
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.services.locking import lock_licences_of
from rontal.lending.services.reading_lists import join_on_lists
from rontal.lending.services.settling import settle
from rontal.lending.services.use_counts import join_days
from rontal.lending.states import (
    HOLD_TRANSITIONS,
    LOAN_TRANSITIONS,
    OPEN_HOLDS,
    HoldState,
    LoanState,
)

LEAVER = Actor.system("lending.titles")


def join_titles(*, stays_id: int, goes_id: int, actor: Actor) -> Title:
    """Merges two titles of the catalogue with their licences, loans, holds, counts and lists.

    Runs in one transaction; no place and no copy is lost. A member with both titles keeps the
    longer loan and the better place. Raises NotAllowed, NotFound, SameTitle, TitleJoined.
    """
    with transaction.atomic():
        stays = catalogue.join_titles(stays_id=stays_id, goes_id=goes_id, actor=actor)
        for title_id in sorted((stays_id, goes_id)):
            if licences := lock_licences_of(title_id):
                settle(licences)
        _end_doubled_loans(stays_id, goes_id)
        _end_doubled_holds(stays_id, goes_id)
        for model in (Licence, Loan, Hold):
            model._default_manager.filter(title=goes_id).update(title=stays_id)
        join_days(stays_id=stays_id, goes_id=goes_id)
        join_on_lists(stays_id=stays_id, goes_id=goes_id)
        if licences := lock_licences_of(stays_id):
            settle(licences)
    return stays


def remove_file(*, title_id: int, file_id: int, actor: Actor) -> None:
    """Removes a file of a title; refuses to remove the only file while the title is on loan.

    Raises NotAllowed, NotFound, TitleJoined, FileInUse.
    """
    with transaction.atomic():
        catalogue.remove_file(title_id=title_id, file_id=file_id, actor=actor)
        if licences := lock_licences_of(title_id):
            settle(licences)
        lent = Loan.objects.filter(title=title_id, state=LoanState.ACTIVE).exists()
        if lent and not BookFile.objects.filter(title=title_id).exists():
            raise FileInUse


def end_queue(*, title_id: int) -> int:
    """Drops the holds on a withdrawn title; returns how many. Idempotent.

    The members are notified.
    """
    with transaction.atomic():
        licences = lock_licences_of(title_id)
        if not Title.objects.filter(pk=title_id, state=TitleState.WITHDRAWN).exists():
            return 0
        if licences:
            settle(licences)
        waiting = list(Hold.objects.filter(title=title_id, state__in=OPEN_HOLDS))
        _cancel_holds(waiting, HoldState.DROPPED, events.HOLD_DROPPED)
    return len(waiting)


def _end_doubled_loans(stays_id: int, goes_id: int) -> None:
    """Ends the shorter of two loans of one member."""
    running = Loan.objects.filter(title__in=(stays_id, goes_id), state=LoanState.ACTIVE)
    longest_loans: dict[int, Loan] = {}
    for loan in running.order_by("-due_at", "pk"):
        if longest_loans.setdefault(loan.reader_id, loan) is loan:
            continue
        move(loan, LoanState.RETURNED, table=LOAN_TRANSITIONS, ended_at=clock.now())
        emit(events.LOAN_RETURNED, actor=LEAVER, subject=loan)


def _end_doubled_holds(stays_id: int, goes_id: int) -> None:
    """Cancels the worse of two holds of one member, and holds of members with a loan."""
    both = (stays_id, goes_id)
    running = Loan.objects.filter(title__in=both, state=LoanState.ACTIVE)
    reading = set(running.values_list("member_id", flat=True))
    places = list(Hold.objects.filter(title__in=both, state__in=OPEN_HOLDS))
    places.sort(key=lambda hold: (hold.state != HoldState.READY, hold.placed_at, hold.pk))
    known: set[int] = set()
    worse = []
    for hold in places:
        if hold.member_id in reading | known:
            worse.append(hold)
        known.add(hold.member_id)
    _cancel_holds(worse, HoldState.CANCELLED, events.HOLD_CANCELLED)


def _cancel_holds(holds: Iterable[Hold], state: HoldState, event: str) -> None:
    for hold in holds:
        if hold.state == HoldState.SUSPENDED:
            move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
        move(hold, state, table=HOLD_TRANSITIONS, ended_at=clock.now())
        emit(event, actor=LEAVER, subject=hold)
