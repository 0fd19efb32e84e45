"""Registrations of the past, for the demo library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from rontal.accounts import events as sign_ins
from rontal.accounts import services as accounts
from rontal.accounts.services import Unclaimed
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotAllowed
from rontal.core.events import PastEvent, write_past
from rontal.core.statements import BATCH
from rontal.membership.figures.rules import END, ENDED, Moment
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.years import years_after
from rontal.membership.selectors.identities import person_hashes
from rontal.membership.states import ApplicationState
from rontal.membership.steps import counting
from rontal.membership.steps.numbering import new_numbers
from rontal.membership.steps.reference_codes import new_code
from rontal.standard.selectors import library

STATES = {moment: state for state, moment in END.items()}


@dataclass(frozen=True)
class Past:
    """Registration that was submitted and ended at `at`: its form and its end."""

    form: ApplicationForm
    at: datetime
    end: Moment


def record_past(*, registrations: Sequence[Past], actor: Actor) -> int:
    """Writes registrations of the past. Each is counted. Approved ones become members with a
    sign-in on that day; they get no mails and cannot sign in any more. Of the others only the
    counts are stored. Returns the number of members.

    Raises NotAllowed for everybody but the system, IntegrityError when one is already a member.
    """
    if actor.kind != ActorKind.SYSTEM:
        raise NotAllowed
    pairs = [(one, _application(one)) for one in registrations]
    joined = [(one, row) for one, row in pairs if one.end is Moment.APPROVED]
    with transaction.atomic():
        counting.write(
            [
                fact
                for one, row in pairs
                for fact in counting.facts(row, {Moment.SENT: one.at, one.end: one.at}, one.form)
            ]
        )
        _join(joined, actor)
    return len(joined)


def _application(one: Past) -> Application:
    """Creates an application whose photos are already erased."""
    form, code = one.form, new_code()
    return Application(
        code=code,
        state=STATES[one.end],
        identity_kind=form.identity_kind or "",
        name=form.name,
        email=form.email,
        nik_hash=person_hashes(form)[0],
        details=forms.write(form),
        resident=form.is_resident(library().region),
        submit_key=f"past:{code}",
        submitted_at=one.at,
        activated_at=one.at,
        decided_at=one.at if STATES[one.end] is ApplicationState.APPROVED else None,
        ended_at=one.at,
        erased_at=one.at,
        counted=ENDED,
    )


def _join(joined: Sequence[tuple[Past, Application]], actor: Actor) -> None:
    numbers = _numbers([one for one, _row in joined])
    unclaimed = [
        Unclaimed(number, row.email, row.name)
        for number, (_one, row) in zip(numbers, joined, strict=True)
    ]
    users = accounts.create_unclaimed(people=unclaimed, actor=actor)
    for user, (_one, row) in zip(users, joined, strict=True):
        row.user = user
    rows = Application.objects.bulk_create([row for _one, row in joined], batch_size=BATCH)
    Member.objects.bulk_create(map(_member, rows, numbers), batch_size=BATCH)
    write_past(
        PastEvent(sign_ins.FIRST_SIGN_IN, one.at, Actor.person(user.pk), user)
        for user, (one, _row) in zip(users, joined, strict=True)
    )


def _numbers(joined: Sequence[Past]) -> list[str]:
    """Returns a member number of its year for each registration, in their order."""
    years = groupby(one.at.astimezone(library().tz).year for one in joined)
    return [number for year, some in years for number in new_numbers(len(list(some)), year)]


def _member(row: Application, number: str) -> Member:
    day = row.submitted_at.astimezone(library().tz).date()
    until = years_after(day, MembershipPolicies.current().membership_years)
    return Member(
        user=row.user,
        application=row,
        number=number,
        nik_hash=row.nik_hash,
        name=row.name,
        joined_on=day,
        valid_until=until,
        told_of_end=until,
    )
