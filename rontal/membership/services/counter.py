"""Registration at the counter: a clerk fills in the form, the person signs on paper."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from rontal.accounts.roles import Role
from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.errors import AlreadyApplied, AlreadyMember, RegistrationClosed
from rontal.membership.models import Application, Draft, Receipt
from rontal.membership.rules import form as forms
from rontal.membership.rules.counter import Noted, noted
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import ConsentBy, Origin
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.drafts import counter_draft, counter_faults, draft_values
from rontal.membership.selectors.identities import person_hashes
from rontal.membership.selectors.members import is_member
from rontal.membership.states import OPEN, ApplicationState
from rontal.membership.steps.application_changes import lock_person, move
from rontal.membership.steps.consenting import record
from rontal.membership.steps.guardian_consent import note_signature
from rontal.membership.steps.identifying import close_former
from rontal.membership.steps.opening import open_account, open_application
from rontal.membership.steps.reference_codes import new_code
from rontal.membership.visits import CounterVisit

_A = ApplicationState


@dataclass(frozen=True)
class Registered:
    """Public reference of the application that was registered."""

    code: str


def register_at_counter(*, draft_id: uuid.UUID, actor: Actor) -> Registered:
    """Creates an application from a draft of the counter, once: a second call returns the same
    result.

    When the clerk has verified the person, or there is no e-mail address, the checks start at once;
    otherwise the activation mail is sent. Raises NotAllowed, NotFound, Invalid (field → code),
    RegistrationClosed, AlreadyMember, and AlreadyApplied with the code of the open application.
    """
    actor.require(Role.CLERK)
    key = sealing.token_hash(f"counter:{draft_id}").hex()
    try:
        return _answered(draft_id) or _register(draft_id, key, actor)
    except IntegrityError:
        answer = _answered(draft_id)
        if answer is None:
            raise
        return answer


def _answered(draft_id: uuid.UUID) -> Registered | None:
    receipt = Receipt.objects.filter(draft_id=draft_id).first()
    return Registered(receipt.code) if receipt else None


@transaction.atomic
def _register(draft_id: uuid.UUID, key: str, actor: Actor) -> Registered:
    locked = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id)
    if not locked.exists():
        return NotFound.if_none(_answered(draft_id))
    draft = counter_draft(draft_id, actor)
    form, visit = _checked(draft)
    hashes = person_hashes(form)
    lock_person(*hashes)
    if is_member(hashes):
        raise AlreadyMember
    _lapse_unactivated(hashes, actor)
    application = open_application(
        draft, form, identity=hashes[0], code=new_code(), key=key, origin=Origin.COUNTER
    )
    draft.delete()
    _note(application, form, visit, actor)
    Receipt.objects.create(key=key, draft_id=draft_id, code=application.code)
    return Registered(application.code)


def _checked(draft: Draft) -> tuple[ApplicationForm, Noted]:
    faults = counter_faults(draft)
    if "residents_only" in faults.values():
        raise RegistrationClosed
    if faults:
        raise Invalid(faults)
    values = draft_values(draft)
    return forms.read(values), noted(values)


def _lapse_unactivated(hashes: Sequence[bytes], actor: Actor) -> None:
    """Lapses the person's open applications that were not activated; raises AlreadyApplied for an
    activated one.
    """
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    for application in rows.filter(nik_hash__in=hashes, state__in=sorted(OPEN)).order_by("pk"):
        if application.activated_at is not None:
            raise AlreadyApplied(code=application.code)
        data: dict[str, Scalar] = {"why": "superseded"}
        move(application, _A.LAPSED, event=events.LAPSED, actor=actor, data=data)


def _note(application: Application, form: ApplicationForm, visit: Noted, actor: Actor) -> None:
    """Records visit, consents and signatures; starts the checks or sends the activation mail."""
    assert actor.id is not None
    in_person = visit.in_person or not form.email
    CounterVisit.objects.create(
        application=application, staff_id=actor.id, saw_card=visit.saw_card, in_person=in_person
    )
    child = forms.is_child(form, today())
    for by in (ConsentBy.APPLICANT, ConsentBy.GUARDIAN) if child else (ConsentBy.APPLICANT,):
        record(application, form.consents, by=by, actor=actor, signed_on=visit.signed_on)
    data: dict[str, Scalar] = {"to": application.state, "in_person": in_person}
    emit(events.REGISTERED, actor=actor, subject=application, data=data)
    if visit.saw_card:
        emit(events.CARD_SEEN, actor=actor, subject=application)
    if child:
        note_signature(application, form, actor)
    if in_person:
        _verify(application, actor)
    else:
        submitted: dict[str, Scalar] = {"to": application.state, "address_known": False}
        emit(events.SUBMITTED, actor=actor, subject=application, data=submitted)


def _verify(application: Application, actor: Actor) -> None:
    """Creates an account without a password, and starts the checks."""
    close_former(application, actor)
    user = open_account(application, password=None, actor=actor)
    changes: dict[str, Any] = {"user": user, "activated_at": clock.now()}
    move(application, _A.CHECKING, event=events.VERIFIED_IN_PERSON, actor=actor, **changes)
