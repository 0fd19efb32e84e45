"""Asking a guardian (PP 17/2025: a parent consents; at 17 the parent is informed and confirms)."""

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.models import Application, Guardian
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm, is_child
from rontal.membership.rules.kinds import ConsentForm
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.families import address_hash
from rontal.membership.steps.guardian_ending import end_guardian_links


def request_consent(application: Application, form: ApplicationForm, actor: Actor) -> None:
    """Stores the guardian of an applicant under 18 and asks them, once for each address.

    For an adult, a guardian who has not answered is deleted. A new address invalidates an earlier
    consent and earlier links.
    """
    guardian = Guardian.objects.filter(application=application).first()
    if not is_child(form, today()):
        if guardian is not None and guardian.consented_at is None:
            guardian.delete()
        return
    details = _details(form)
    if guardian is None:
        _write(Guardian(application=application), form, details)
        emit_guardian_asked(application, actor)
    elif guardian.details.reveal()["email"] != details["email"]:
        end_guardian_links(application)
        _write(guardian, form, details)
        emit_guardian_asked(application, actor)
    else:
        guardian.details = details
        guardian.save(update_fields=["details"])


def note_signature(application: Application, form: ApplicationForm, actor: Actor) -> None:
    """Stores the guardian of a child at the counter, who signed the consent on paper."""
    guardian = Guardian(application=application)
    _write(guardian, form, _details(form), consented=True)
    data: dict[str, Scalar] = {"form": ConsentForm.PAPER.value}
    emit(events.GUARDIAN_CONSENTED, actor=actor, subject=application, data=data)


def emit_guardian_asked(application: Application, actor: Actor) -> None:
    """Emits that a guardian is asked, for consent or at 17 for a confirmation."""
    decides = Guardian.objects.values_list("decides", flat=True).get(application=application)
    data: dict[str, Scalar] = {"asks_for": "consent" if decides else "confirmation"}
    emit(events.GUARDIAN_ASKED, actor=actor, subject=application, data=data)


def _details(form: ApplicationForm) -> dict[str, str]:
    guardian = form.guardian
    assert guardian is not None
    relation = guardian.relation.value if guardian.relation else ""
    return {"name": guardian.name, "relation": relation, "email": guardian.email}


def _write(
    guardian: Guardian, form: ApplicationForm, details: dict[str, str], *, consented: bool = False
) -> None:
    assert form.birth_date is not None
    guardian.details = details
    guardian.email_hash = address_hash(details["email"])
    guardian.decides = ages.guardian_decides(form.birth_date, today())
    guardian.asked_at = clock.now()
    guardian.consented_at = guardian.asked_at if consented else None
    guardian.refused_at = None
    if guardian._state.adding:
        guardian.save(force_insert=True)
    else:
        columns = ["details", "email_hash", "decides", "asked_at", "consented_at", "refused_at"]
        guardian.save(update_fields=columns)
