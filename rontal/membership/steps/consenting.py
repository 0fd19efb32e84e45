"""Consent, purpose by purpose (UU 27/2022: recorded, provable, as easy to withdraw as to give)."""

from collections.abc import Iterable

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.membership import events
from rontal.membership.models import Application, Consent
from rontal.membership.rules.kinds import CONSENT_TEXT_VERSION, ConsentBy, ConsentPurpose


def record(
    application: Application, purposes: Iterable[ConsentPurpose], *, by: ConsentBy, actor: Actor
) -> None:
    """Records consents to the present wording; a consent that stands is not recorded again."""
    with transaction.atomic():
        for purpose in sorted(purposes):
            _, new = Consent.objects.get_or_create(
                application=application,
                purpose=purpose,
                by=by,
                withdrawn_at=None,
                defaults={"text_version": CONSENT_TEXT_VERSION, "given_at": clock.now()},
            )
            if new:
                data = {"purpose": purpose.value, "by": by.value, "text": CONSENT_TEXT_VERSION}
                emit(events.CONSENT_GIVEN, actor=actor, subject=application, data=data)


def take_back(
    application: Application, purposes: Iterable[ConsentPurpose], *, by: str, actor: Actor
) -> None:
    """Ends the standing consents for these purposes, whoever gave them."""
    rows = Consent.objects.filter(
        application=application, purpose__in=list(purposes), withdrawn_at=None
    )
    for consent in rows.select_for_update().order_by("pk"):
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
        data = {"purpose": consent.purpose, "given_by": consent.by, "by": by}
        emit(events.CONSENT_WITHDRAWN, actor=actor, subject=application, data=data)
