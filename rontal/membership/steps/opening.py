"""Creation of an application, which is counted, and of its person's account."""

from datetime import timedelta

from rontal.accounts import services as accounts
from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership.figures.rules import CAME_IN, Moment
from rontal.membership.models import Application, Draft
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Origin
from rontal.membership.steps import counting
from rontal.standard.selectors import library


def open_application(
    draft: Draft, form: ApplicationForm, *, identity: bytes, code: str, key: str, origin: Origin
) -> Application:
    """Creates an application in its first state from a valid draft.

    `identity` is the keyed hash of the person's identity number, `key` a unique key of the
    submission.
    """
    now = clock.now()
    assert form.identity_kind is not None
    application = Application(
        code=code,
        origin=origin,
        identity_kind=form.identity_kind,
        name=form.name,
        email=form.email,
        language=draft.language,
        nik_hash=identity,
        details=forms.write(form),
        card_photo=draft.card_photo,
        face_photo=draft.face_photo,
        extra_document=draft.extra_document,
        resident=form.is_resident(library().region),
        submit_key=key,
        counted=CAME_IN,
        submitted_at=now,
        lapse_at=now + timedelta(days=MembershipPolicies.current().activation_lapse_days),
    )
    application.save(force_insert=True)
    counting.write(counting.facts(application, {Moment.SENT: now}, form))
    return application


def open_account(application: Application, *, password: str | None, actor: Actor) -> User:
    """Creates the person's account; the login name is the application's code until there is a
    member number.
    """
    return accounts.create(
        login_name=application.code,
        email=application.email,
        name=application.name,
        password=password,
        language=application.language,
        actor=actor,
    )
