"""Recipients of notices whose sealed data may be damaged."""

import logging

from rontal.core.errors import SealBroken
from rontal.incidents.models import AffectedPerson
from rontal.incidents.steps.recipients import NOBODY, Recipient, recipient_of

logger = logging.getLogger(__name__)


def recipient_or_nobody(person: AffectedPerson) -> Recipient:
    """Returns the recipient; `NOBODY` where a seal does not open, so that the others get theirs."""
    try:
        return recipient_of(person)
    except SealBroken:
        logger.exception("no recipient of person %s of an incident", person.pk)
        return NOBODY
