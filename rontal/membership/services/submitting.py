"""Submission of an application."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.errors import RegistrationClosed
from rontal.membership.models import Application, Draft, Member, Receipt
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import ConsentBy, Origin
from rontal.membership.selectors.applications import with_address
from rontal.membership.selectors.drafts import draft_faults, draft_values
from rontal.membership.selectors.identities import person_hashes
from rontal.membership.states import OPEN, ApplicationState, MemberState
from rontal.membership.steps.application_changes import lock_person, move
from rontal.membership.steps.consenting import record
from rontal.membership.steps.erasing import discard
from rontal.membership.steps.guardian_consent import request_consent
from rontal.membership.steps.opening import open_application
from rontal.membership.steps.reference_codes import new_code
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Step

_A = ApplicationState


@dataclass(frozen=True)
class Submission:
    """Result of a submission: the same for known and unknown people."""

    code: str


def submit(*, draft_id: uuid.UUID, key: str, actor: Actor) -> Submission:
    """Creates an application from a draft, once: the same draft or key gets the same result.

    For the number of a member or of an activated application the result is the same, and the owner
    is informed by mail (`application:duplicate`). With the owner's own address no application is
    created; with another address one is, as for an unknown number, so that a stranger cannot learn
    from a missing mail who is registered. The checks show it to staff, and a person can have only
    one membership. An application that was never activated lapses when a newer one comes from the
    same address. Raises NotFound, Invalid (errors by field), RegistrationClosed.
    """
    key = sealing.token_hash(key).hex()
    try:
        return _answered(draft_id, key) or _send(draft_id, key, actor)
    except IntegrityError:
        answer = _answered(draft_id, key)
        if answer is None:
            raise
        return answer


def _answered(draft_id: uuid.UUID, key: str) -> Submission | None:
    receipt = Receipt.objects.filter(draft_id=draft_id).first()
    receipt = receipt or Receipt.objects.filter(key=key).first()
    return Submission(receipt.code) if receipt else None


@transaction.atomic
def _send(draft_id: uuid.UUID, key: str, actor: Actor) -> Submission:
    draft = _lock_draft(draft_id)
    if draft is None:
        return NotFound.if_none(_answered(draft_id, key))
    form = _checked(draft)
    hashes = person_hashes(form)
    lock_person(*hashes)
    code = new_code()
    if _is_known(hashes, form.email, actor):
        discard(draft)
    else:
        application = _create(draft, form, hashes[0], code=code, key=key)
        _record_submission(application, form, actor)
    Receipt.objects.create(key=key, draft_id=draft_id, code=code)
    return Submission(code)


def _lock_draft(draft_id: uuid.UUID) -> Draft | None:
    rows = Draft.objects.select_for_update(of=("self",))
    return rows.filter(pk=draft_id, corrects=None, expires_at__gt=clock.now()).first()


def _checked(draft: Draft) -> ApplicationForm:
    faults = draft_faults(draft)
    if "residents_only" in faults.values():
        raise RegistrationClosed
    if faults:
        raise Invalid(faults)
    return forms.read(draft_values(draft))


def _is_known(hashes: Sequence[bytes], email: str, actor: Actor) -> bool:
    """Returns True for a member or an activated application with this address.

    Owners are informed, for any address. An application that was not activated does not prove who
    sent it: it lapses when it has the same address, and stays when it has another.
    """
    member = Member.objects.filter(nik_hash__in=hashes).exclude(state=MemberState.CLOSED)
    is_known = False
    for one in member.select_related("application"):
        emit(events.DUPLICATE, actor=actor, subject=one, data={"kind": "member"})
        is_known = _same_address(one.application.email, email)
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    for application in rows.filter(nik_hash__in=hashes, state__in=sorted(OPEN)).order_by("pk"):
        is_known |= _is_duplicate(application, email, actor)
    return is_known


def _is_duplicate(application: Application, email: str, actor: Actor) -> bool:
    if application.activated_at is not None:
        emit(events.DUPLICATE, actor=actor, subject=application, data={"kind": "application"})
        return _same_address(application.email, email)
    if _same_address(application.email, email):
        move(application, _A.LAPSED, event=events.LAPSED, actor=actor, data={"why": "superseded"})
    return False


def _same_address(first: str, second: str) -> bool:
    return first.lower() == second.lower()


def _create(
    draft: Draft, form: ApplicationForm, nik_hash: bytes, *, code: str, key: str
) -> Application:
    application = open_application(
        draft, form, identity=nik_hash, code=code, key=key, origin=Origin.ONLINE
    )
    duration = application.submitted_at - draft.created_at
    steps.record(step=Step.FORM, took=duration, key=f"form:{application.pk}")
    draft.delete()
    return application


def _record_submission(application: Application, form: ApplicationForm, actor: Actor) -> None:
    """Records the consents, asks the guardian of a child, and emits the submission."""
    record(application, form.consents, by=ConsentBy.APPLICANT, actor=actor)
    shared = with_address(form.email).exclude(pk=application.pk)
    data: dict[str, Scalar] = {"to": application.state, "address_known": shared.exists()}
    emit(events.SUBMITTED, actor=actor, subject=application, data=data)
    request_consent(application, form, actor)
