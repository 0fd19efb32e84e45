"""Service that renews loans."""

from datetime import datetime, timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.lending import events
from rontal.lending.errors import NotRenewable, RenewalsUsedUp, SomebodyWaits, TooEarlyToRenew
from rontal.lending.models import Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import Terms, end_of_day
from rontal.lending.selectors import NOBODY, allowance_of
from rontal.lending.services.locking import lock_member, lock_to_lend
from rontal.lending.services.settling import settle
from rontal.lending.states import LoanState
from rontal.membership.models import Member
from rontal.standard.selectors import library


def renew(*, loan_id: int, actor: Actor) -> Loan:
    """Extends the actor's loan by the proposed loan period, counted from now.

    Raises NotFound where it is not running, NotAMember, MembershipNotActive, NotLendable,
    SomebodyWaits, RenewalsUsedUp, TooEarlyToRenew, NotRenewable.
    """
    with transaction.atomic():
        member = lock_member(actor)
        loan = NotFound.if_none(
            Loan.objects.filter(pk=loan_id, member__user_id=actor.id or NOBODY).first()
        )
        settled = settle(lock_to_lend(loan.title_id))
        loan.refresh_from_db(fields=["state", "due_at", "renewals"])
        if loan.state != LoanState.ACTIVE:
            raise NotFound
        if settled.waits:
            raise SomebodyWaits
        _check(loan)
        loan.due_at = _end(loan, member, settled.terms[loan.licence_id])
        loan.renewals += 1
        loan.reminded_at = None
        loan.save(update_fields=["due_at", "renewals", "reminded_at"])
        emit(events.LOAN_RENEWED, actor=actor, subject=loan)
    return loan


def _check(loan: Loan) -> None:
    policies = LendingPolicies.current()
    if loan.renewals >= policies.renewals_at_most:
        raise RenewalsUsedUp(limit=policies.renewals_at_most)
    if loan.due_at > clock.now() + timedelta(days=policies.renew_from_days):
        raise TooEarlyToRenew(days=policies.renew_from_days)


def _end(loan: Loan, member: Member, terms: Terms) -> datetime:
    """Returns the new end of the loan.

    Raises NotRenewable where it would not be later, and for licences that limit their loans or are
    for reading in the library.
    """
    if terms.in_library or terms.loans_allowed is not None:
        raise NotRenewable
    days = allowance_of(member).proposed
    until = end_of_day(clock.now(), days=days, zone=library().tz)
    until = terms.end(until, begun=loan.started_at)
    if until <= loan.due_at:
        raise NotRenewable
    return until
