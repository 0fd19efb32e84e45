"""Inviting imported members, and claiming, which includes consent: none is assumed for imported
data.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from rontal.accounts import services as accounts
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid
from rontal.core.events import emit, emit_all
from rontal.imports.states import ImportState
from rontal.membership.claiming.selectors import claim_link, imported_details, needs_guardian
from rontal.membership.errors import LinkUsed
from rontal.membership.importing import events
from rontal.membership.importing.importer import IMPORTER
from rontal.membership.importing.models import Import, ImportedMember
from rontal.membership.importing.selectors import to_invite
from rontal.membership.models import Application, Guardian, Member, OneUseLink
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm, GuardianForm
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose, LinkPurpose
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.families import address_hash
from rontal.membership.states import MemberState
from rontal.membership.steps.application_changes import lock, lock_member
from rontal.membership.steps.consenting import record

WORKER = Actor.system("membership.claiming")
TURNS_AN_HOUR = 12
"""Number of runs of the periodic job in an hour."""


@dataclass(frozen=True)
class Claim:
    """Input of the claiming form. `birth_date` is asked when it is not known; `guardian` is the
    person who claims for a child.
    """

    password: str
    birth_date: date | None = None
    news: bool = False
    guardian: GuardianForm | None = None


def start_inviting(*, import_id: int, actor: Actor) -> Import:
    """Starts inviting the members of an import by mail, in small batches up to the hourly limit of
    the library's policy. Members whose link has expired are invited again.

    Raises NotAllowed, NotFound, IllegalTransition.
    """
    with transaction.atomic():
        run = IMPORTER.lock(import_id, actor)
        if run.state != ImportState.DONE:
            raise IllegalTransition(frm=run.state, to=run.state)
        if run.inviting_since is None:
            Import.objects.filter(pk=run.pk).update(inviting_since=clock.now())
            emit(events.INVITING, actor=actor, subject=run)
    return run


def stop_inviting(*, import_id: int, actor: Actor) -> Import:
    """Stops inviting for now. Raises NotAllowed, NotFound."""
    with transaction.atomic():
        run = IMPORTER.lock(import_id, actor)
        _stop(run, actor)
    return run


def invite_some() -> int:
    """Invites the next members of all imports that are being invited; returns their number. For the
    periodic job; stays within the hourly limit.
    """
    quota = max(1, MembershipPolicies.current().invitations_an_hour // TURNS_AN_HOUR)
    invited = 0
    runs = Import.objects.filter(inviting_since__isnull=False).order_by("inviting_since")
    for import_id in runs.values_list("pk", flat=True):
        if invited < quota:
            invited += _invite(import_id, quota - invited)
    return invited


def claim(*, token: str, details: Claim, actor: Actor) -> Member:
    """Uses an invitation: the person, or the guardian of a child, consents and chooses a password.
    Raises the errors of `claim_link`, Invalid, WeakPassword (the link stays valid).
    """
    link, unlocked = claim_link(token)
    with transaction.atomic():
        member = lock_member(unlocked.pk)
        application = lock(member.application_id)
        imported = ImportedMember.objects.select_for_update().get(member=member)
        unused = OneUseLink.objects.filter(
            application=application, purpose=LinkPurpose.CLAIM, used_at=None
        )
        if imported.claimed_at is not None or not unused.update(used_at=clock.now()):
            raise LinkUsed
        _consent(application, _completed(application, details), details, actor)
        accounts.claim(user_id=member.user_id, password=details.password, actor=actor)
        _activated(application)
        imported.claimed_at = clock.now()
        imported.save(update_fields=["claimed_at"])
        emit(events.MEMBER_CLAIMED, actor=actor, subject=member)
    return member


def refuse_claim(*, token: str, actor: Actor) -> None:
    """Handles "that was not me" from the receiver of an invitation: the address is erased, and the
    membership can be claimed at the counter only. Raises the errors of `claim_link`.
    """
    link, unlocked = claim_link(token)
    with transaction.atomic():
        member = lock_member(unlocked.pk)
        application = lock(member.application_id)
        OneUseLink.objects.filter(application=application, purpose=LinkPurpose.CLAIM).update(
            used_at=clock.now()
        )
        details = forms.write(replace(forms.read(application.details.reveal()), email=""))
        application.details, application.email = details, ""
        application.save(update_fields=["details", "email"])
        accounts.correct(user_id=member.user_id, email="", actor=actor)
        ImportedMember.objects.filter(member=member).update(invited_at=None)
        emit(events.CLAIM_REFUSED, actor=actor, subject=member)


def _invite(import_id: int, most: int) -> int:
    with transaction.atomic():
        run = Import.lock(import_id, inviting_since__isnull=False)
        if run is None:
            return 0
        rows = ImportedMember.objects.filter(to_invite(), run=run)
        rows = rows.exclude(member__state=MemberState.CLOSED)
        batch = list(rows.select_related("member").order_by("member_id")[:most])
        ImportedMember.objects.filter(pk__in=[one.pk for one in batch]).update(
            invited_at=clock.now()
        )
        emit_all(
            events.MEMBER_INVITED,
            actor=WORKER,
            subjects=[one.member for one in batch],
            data={"run": run.pk},
        )
        if len(batch) < most:
            _stop(run, WORKER)
    return len(batch)


def _stop(run: Import, actor: Actor) -> None:
    if Import.objects.filter(pk=run.pk, inviting_since__isnull=False).update(inviting_since=None):
        emit(events.INVITING_ENDED, actor=actor, subject=run)


def _completed(application: Application, details: Claim) -> ApplicationForm:
    """Returns the form with the added answers; raises Invalid for missing or impossible ones."""
    form = imported_details(application)
    if form.birth_date is None:
        form = replace(form, birth_date=details.birth_date)
    birth = form.birth_date
    if birth is None:
        raise Invalid({"birth_date": "field_required"})
    if birth > today():
        raise Invalid({"birth_date": "birth_in_future"})
    if ages.age_on(birth, today()) > ages.MAX_AGE:
        raise Invalid({"birth_date": "birth_too_long_ago"})
    if not needs_guardian(form):
        return form
    guardian = details.guardian
    if guardian is None or not guardian.name:
        raise Invalid({"guardian_name": "field_required"})
    if guardian.relation is None:
        raise Invalid({"guardian_relation": "field_required"})
    return replace(form, guardian=replace(guardian, email=guardian.email or application.email))


def _consent(application: Application, form: ApplicationForm, details: Claim, actor: Actor) -> None:
    """Records consent to the membership by the person entitled to give it, and to news if it was
    ticked.
    """
    purposes = [ConsentPurpose.MEMBERSHIP, *([ConsentPurpose.NEWS] if details.news else [])]
    consents = form.consents | set(purposes)
    application.details = forms.write(replace(form, consents=consents))
    application.save(update_fields=["details"])
    assert form.birth_date is not None
    child = ages.guardian_decides(form.birth_date, today())
    if not child:
        record(application, purposes, by=ConsentBy.APPLICANT, actor=actor)
    if form.guardian is not None and needs_guardian(form):
        _store_guardian(application, form.guardian, decides=child)
        record(application, purposes, by=ConsentBy.GUARDIAN, actor=actor)


def _store_guardian(application: Application, guardian: GuardianForm, *, decides: bool) -> None:
    now = clock.now()
    relation = guardian.relation.value if guardian.relation else ""
    Guardian.objects.update_or_create(
        application=application,
        defaults={
            "details": {"name": guardian.name, "relation": relation, "email": guardian.email},
            "email_hash": address_hash(guardian.email),
            "decides": decides,
            "asked_at": now,
            "consented_at": now,
        },
    )


def _activated(application: Application) -> None:
    application.activated_at = clock.now()
    application.save(update_fields=["activated_at"])
