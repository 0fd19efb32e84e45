"""Creating and closing a membership."""

from django.db import connection

from rontal.accounts import services as accounts
from rontal.core import clock, erasures, transitions
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import number
from rontal.membership.rules.years import years_after
from rontal.membership.selectors.dates import today
from rontal.membership.states import MEMBER_TRANSITIONS, MemberState
from rontal.membership.steps.erasing import APPLICATION
from rontal.membership.suspensions import EmailChange, Suspension
from rontal.standard.selectors import library


def create_membership(application: Application, actor: Actor) -> Member:
    """Makes the person of a locked, approved application a member; the number becomes the login
    name.
    """
    assert application.user_id is not None
    joined = today()
    member = Member.objects.create(
        user_id=application.user_id,
        application=application,
        number=_fresh_number(joined.year),
        nik_hash=application.nik_hash,
        name=application.name,
        joined_on=joined,
        valid_until=years_after(joined, MembershipPolicies.current().membership_years),
    )
    accounts.rename(user_id=application.user_id, login_name=member.number, actor=actor)
    emit(events.MEMBER_JOINED, actor=actor, subject=member)
    return member


def close_locked_membership(
    member: Member, *, by: str, actor: Actor, reason: str = "", into: Member | None = None
) -> None:
    """Closes a locked membership and its account; raises IllegalTransition when it is already
    closed.

    `into` is the membership that it is merged into. Lending subscribes to the event and ends loans,
    or moves them.
    """
    transitions.move(
        member,
        MemberState.CLOSED,
        table=MEMBER_TRANSITIONS,
        closed_at=clock.now(),
        nik_hash=b"",
        joined_into=into,
    )
    Suspension.objects.filter(member=member).delete()
    EmailChange.objects.filter(member=member).delete()
    EmailReversal.objects.filter(member=member).delete()
    accounts.close_for_good(user_id=member.user_id, actor=actor)
    data = {"by": by, "reason": reason} if reason else {"by": by}
    emit(events.MEMBER_CLOSED, actor=actor, subject=member, data=data)
    if into is None:  # two memberships that were joined are joined again by staff
        code = Application.objects.values_list("code", flat=True).get(pk=member.application_id)
        erasures.note(APPLICATION, code)


def _fresh_number(year: int) -> str:
    """Returns the next free number of the library's pattern; an import may have used some."""
    while True:
        composed = number.compose(library().member_number, year=year, serial=_next_serial())
        if not Member.objects.filter(number=composed).exists():
            return composed


def _next_serial() -> int:
    """Returns the next value of a database sequence, which is unique among concurrent approvals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('membership_member_serial')")
        return int(cursor.fetchone()[0])
