"""Queries about applications. Each takes the actor and returns only what they may see."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Lower

from rontal.accounts.roles import CASE_READERS
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotFound
from rontal.core.events import emit, emit_all
from rontal.membership import events
from rontal.membership.models import Application, Consent, Guardian
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose, Origin
from rontal.membership.states import CLOCK_RUNS
from rontal.membership.visits import CounterVisit
from rontal.standard.selectors import working_time_between


def application_for_person(user_id: int | None) -> Application:
    """Returns the application of an account, with guardian and hand-over; raises NotFound."""
    rows = Application.objects.select_related("guardian", "hand_over")
    return NotFound.if_none(rows.filter(user_id=user_id).first() if user_id else None)


def application_for_staff(code: str, actor: Actor) -> Application:
    """Returns the application with this code, with its photos, lease and assignment; raises
    NotAllowed, NotFound. One query.

    The personal details stay sealed: `details` opens them and records it.
    """
    actor.require(*CASE_READERS)
    if "\x00" in code:
        raise NotFound
    rows = Application.objects.select_related(
        "card_photo", "face_photo", "extra_document", "decided_by", "guardian", "member",
        "lease__staff", "assignment__staff", "assignment__by",
    )  # fmt: skip
    return NotFound.if_none(rows.filter(code=code.strip().upper()).first())


def details(application: Application, *, actor: Actor, reason: str) -> forms.ApplicationForm:
    """Opens the personal details, and records actor and reason (UU 27/2022: record of processing).

    `reason` is a code such as "case_review". Allowed for staff, the system and the applicant;
    raises NotFound for others.
    """
    may_see = actor.kind is ActorKind.SYSTEM or actor.has_any(*CASE_READERS)
    if not may_see and (actor.id is None or actor.id != application.user_id):
        raise NotFound
    emit(events.OPENED, actor=actor, subject=application, data={"reason": reason})
    return forms.read(application.details.reveal())


def record_openings(applications: Iterable[Application], *, actor: Actor, reason: str) -> None:
    """Records that staff opened personal data of each application, though not its details."""
    emit_all(events.OPENED, actor=actor, subjects=applications, data={"reason": reason})


def working_time_used(application: Application) -> timedelta:
    """Returns the working time that the library has spent on a case so far; the clock is stopped
    while the applicant has to act.
    """
    used = timedelta(seconds=application.working_seconds_used)
    if application.state in CLOCK_RUNS and application.clock_started_at is not None:
        used += working_time_between(application.clock_started_at, clock.now())
    return used


def has_consent(application: Application, purpose: ConsentPurpose) -> bool:
    """Returns True while consent for a purpose is in force.

    Under 17 the guardian's consent counts (PP 17/2025).
    """
    guardian = Guardian.objects.filter(application=application, decides=True)
    by = ConsentBy.GUARDIAN if guardian.exists() else ConsentBy.APPLICANT
    return Consent.objects.filter(
        application=application, purpose=purpose, by=by, withdrawn_at=None
    ).exists()


def card_was_checked(application: Application) -> bool:
    """Returns True when a clerk at the counter has seen the original card and that it is the
    person's. One query; none for other origins.
    """
    if application.origin != Origin.COUNTER:
        return False
    return CounterVisit.objects.filter(application=application, saw_card=True).exists()


def with_address(email: str) -> QuerySet[Application]:
    """Returns the applications of an e-mail address, case-insensitively; families may share one."""
    return Application.objects.alias(address=Lower("email")).filter(address=email.lower())
