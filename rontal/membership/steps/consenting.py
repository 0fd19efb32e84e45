"""Consent by purpose (UU 27/2022: recorded, provable, as easy to withdraw as to give)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import transaction

from rontal.core import clock, erasures
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.models import Application, Consent
from rontal.membership.rules.kinds import (
    CONSENT_TEXT_VERSION,
    ConsentBy,
    ConsentForm,
    ConsentPurpose,
)

CONSENT: Final = "membership.consent"
"""Withdrawal of a consent, in the list that a restore repeats; its reference is "code:purpose"."""


def record(
    application: Application,
    purposes: Iterable[ConsentPurpose],
    *,
    by: ConsentBy,
    actor: Actor,
    signed_on: date | None = None,
) -> None:
    """Records consents to the present wording; a consent in force is not recorded again.

    `signed_on` is the day of a signature on paper, which the acting clerk records.
    """
    defaults: dict[str, Any] = {"text_version": CONSENT_TEXT_VERSION, "given_at": clock.now()}
    event_data: dict[str, Scalar] = {"by": by.value, "text": CONSENT_TEXT_VERSION}
    if signed_on is not None:
        defaults |= {"form": ConsentForm.PAPER, "signed_on": signed_on, "noted_by_id": actor.id}
        event_data |= {"form": ConsentForm.PAPER.value}
    with transaction.atomic():
        for purpose in sorted(purposes):
            _, new = Consent.objects.get_or_create(
                application=application,
                purpose=purpose,
                by=by,
                withdrawn_at=None,
                defaults=defaults,
            )
            if new:
                data = {"purpose": purpose.value, **event_data}
                emit(events.CONSENT_GIVEN, actor=actor, subject=application, data=data)


def end_consents(
    application: Application, purposes: Iterable[ConsentPurpose], *, by: str, actor: Actor
) -> None:
    """Ends the consents in force for these purposes, the guardian's too."""
    rows = Consent.objects.filter(
        application=application, purpose__in=list(purposes), withdrawn_at=None
    )
    for consent in rows.select_for_update().order_by("pk"):
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
        data = {"purpose": consent.purpose, "given_by": consent.by, "by": by}
        emit(events.CONSENT_WITHDRAWN, actor=actor, subject=application, data=data)
        erasures.note(CONSENT, f"{application.code}:{consent.purpose}")
