"""Corrections: staff ask for one, the applicant submits it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction

from rontal.accounts.roles import Role
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotFound
from rontal.membership import events
from rontal.membership.errors import NoSuchReason, NumberNeedsLibrary
from rontal.membership.models import Application, Draft
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import CorrectionReason, Origin
from rontal.membership.rules.validation import missing_photos, validate, validate_at_counter
from rontal.membership.selectors.applications import card_was_checked
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.drafts import COLUMNS, draft_values, photos_of, vouched_values
from rontal.membership.selectors.identities import hashes_of, person_hashes
from rontal.membership.selectors.members import is_member
from rontal.membership.states import OPEN, ApplicationState
from rontal.membership.steps.application_changes import lock, lock_persons, move
from rontal.membership.steps.constraints import violates
from rontal.membership.steps.erasing import discard
from rontal.membership.steps.guardian_consent import request_consent
from rontal.membership.steps.leasing import refuse_others
from rontal.standard.replies.services import record_template_use
from rontal.standard.selectors import library

_A = ApplicationState
# The activation has confirmed the address, and consents are changed by services of their own.
FIXED = frozenset({"email", *forms.CONSENT_FIELDS})
MAX_TEXT_LENGTH = 1000


def ask_correction(
    *,
    application_id: int,
    reasons: list[str],
    words: str,
    actor: Actor,
    template: int | None = None,
) -> Application:
    """Asks for a correction, with reasons of `CorrectionReason` and the clerk's text.

    `template` is the version of the reply template that the text started with. The service clock is
    stopped until the applicant answers; without an answer the application lapses after the days of
    the library's policy. Raises NotAllowed, NoSuchReason, TakenByOther, IllegalTransition.
    """
    actor.require(Role.CLERK)
    if not reasons or set(reasons) - set(CorrectionReason):
        raise NoSuchReason
    days = MembershipPolicies.current().correction_lapse_days
    with transaction.atomic():
        application = lock(application_id)
        refuse_others(application, actor)
        move(
            application,
            _A.NEEDS_CORRECTION,
            event=events.CORRECTION_ASKED,
            actor=actor,
            data={"reasons": ",".join(sorted(set(reasons)))},
            decision_reasons=sorted(set(reasons)),
            decision_words=words.strip()[:MAX_TEXT_LENGTH],
            decided_by_id=actor.id,
            due_at=None,
            lapse_at=clock.now() + timedelta(days=days),
        )
        record_template_use(version_id=template, subject=application)
    return application


def start_correction(*, application_id: int, actor: Actor) -> Draft:
    """Returns the draft for the correction; it starts with the submitted values and photos.

    A second call returns the same draft. Raises NotFound, IllegalTransition.
    """
    with transaction.atomic():
        application = _lock_own(application_id, actor)
        for expired in Draft.objects.filter(corrects=application, expires_at__lte=clock.now()):
            discard(expired)
        draft, _ = Draft.objects.get_or_create(
            corrects=application,
            defaults={
                "data": application.details.reveal(),
                "language": application.language,
                "expires_at": clock.now() + timedelta(days=MembershipPolicies.current().draft_days),
                **{column: getattr(application, column) for column in COLUMNS.values()},
            },
        )
    return Draft.objects.get(pk=draft.pk)


def correct(
    *, application_id: int, changes: Mapping[str, str] | None = None, actor: Actor
) -> Application:
    """Submits the correction: the draft of `start_correction`, overridden by `changes`.

    The clock continues. Raises NotFound, Invalid, IllegalTransition, and NumberNeedsLibrary for a
    number that belongs to another person here.
    """
    try:
        with transaction.atomic():
            return _correct(application_id, changes or {}, actor)
    except IntegrityError as error:
        if violates(error, "one_open_application_a_person_and_address"):
            raise NumberNeedsLibrary from None
        raise


def _correct(application_id: int, changes: Mapping[str, str], actor: Actor) -> Application:
    before = NotFound.if_none(Application.objects.filter(pk=application_id).first())
    draft = Draft.objects.filter(corrects=before).first()
    form = _corrected(before, draft, changes)
    hashes = person_hashes(form)
    lock_persons([*hashes_of(before), *hashes])
    application = _lock_own(application_id, actor)
    if is_member(hashes) or _is_anothers(hashes, application):
        raise NumberNeedsLibrary
    former = [getattr(application, column) for column in COLUMNS.values()]
    photos = {column: getattr(draft or application, column) for column in COLUMNS.values()}
    move(
        application,
        _A.CHECKING,
        event=events.CORRECTED,
        actor=actor,
        details=forms.write(form),
        nik_hash=hashes[0],
        name=form.name,
        identity_kind=form.identity_kind,
        resident=form.is_resident(library().region),
        **photos,
    )
    request_consent(application, form, actor)
    if draft is not None:
        draft.delete()
    reused = set(photos.values())
    for photo in former:
        if photo is not None and photo not in reused:
            sealed_files.erase(photo, actor=actor, reason="replaced")
    return lock(application_id)


def _is_anothers(hashes: Sequence[bytes], application: Application) -> bool:
    """Returns True for a new number that another activated, open application has."""
    if bytes(application.nik_hash) in hashes:
        return False
    rows = Application.objects.filter(nik_hash__in=hashes, state__in=sorted(OPEN))
    return rows.exclude(activated_at=None).exists()


def _lock_own(application_id: int, actor: Actor) -> Application:
    application = lock(application_id)
    if actor.id is None or actor.id != application.user_id:
        raise NotFound
    if application.state != _A.NEEDS_CORRECTION:
        raise IllegalTransition(frm=application.state, to=_A.CHECKING.value)
    return application


def _corrected(
    application: Application, draft: Draft | None, changes: Mapping[str, str]
) -> forms.ApplicationForm:
    sent: dict[str, str] = application.details.reveal()
    typed = {**sent, **(draft_values(draft) if draft else {}), **changes}
    fixed = {name: sent.get(name, "") for name in FIXED} | vouched_values(sent)
    form = forms.read({**typed, **fixed})
    check = validate_at_counter if application.origin == Origin.COUNTER else validate
    faults = check(form, today=today(), library=library())
    if draft is not None and not card_was_checked(application):
        faults |= missing_photos(form, photos_of(draft), today=today(), library=library())
    if faults:
        raise Invalid(faults)
    return form
