"""Librarians are told before a licence ends: once a licence and reason, in one mail a day."""

import uuid
from datetime import datetime, time
from typing import Final

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.events import Scalar, emit
from rontal.lending import events
from rontal.lending.models import LicenceNotice
from rontal.lending.services.settling import CLOCK
from rontal.lending.stock import to_be_noticed
from rontal.membership.selectors import today
from rontal.standard.selectors import library

MOST: Final = 5_000
"""Licences of a day; what is more waits for the next."""


def warn_of_ends() -> int:
    """Notes every licence whose time or loans come to their end, and lets the librarians be told;
    how many. What comes near on a day on which they were told waits for the next one."""
    with transaction.atomic():
        if LicenceNotice.objects.filter(at__gte=_morning()).exists():
            return 0
        batch = uuid.uuid4()
        notices = LicenceNotice.objects.bulk_create(
            [
                LicenceNotice(licence=licence, kind=kind, batch=batch, at=clock.now())
                for kind, licences in to_be_noticed().items()
                for licence in licences[:MOST]
            ]
        )
        told = {notice.licence_id for notice in notices}
        if told:
            data: dict[str, Scalar] = {"batch": f"{batch}", "licences": len(told)}
            emit(events.LICENCE_NEARING, actor=CLOCK, subject=notices[0].licence, data=data)
    return len(told)


def _morning() -> datetime:
    """When this day began in the library's zone."""
    return datetime.combine(today(), time(), library().tz)
