"""Notices to librarians that licences are near their end, in at most one mail a day."""

import uuid
from datetime import datetime, time
from typing import Final

from django.db import transaction

from rontal.core import clock
from rontal.core.events import Scalar, emit
from rontal.core.statements import BATCH
from rontal.lending import events
from rontal.lending.models import LicenceNotice
from rontal.lending.services.settling import CLOCK
from rontal.lending.stock import licences_to_notify
from rontal.membership.selectors import today
from rontal.standard.selectors import library

MAX_LICENCES: Final = 5_000
"""Licences per reason in one mail; the rest follows the next day."""


def warn_of_ends() -> int:
    """Records a notice for each licence near its end and emits one event; returns how many.

    Does nothing where a notice was already sent today.
    """
    with transaction.atomic():
        if LicenceNotice.objects.filter(at__gte=_morning()).exists():
            return 0
        batch = uuid.uuid4()
        notices = LicenceNotice.objects.bulk_create(
            [
                LicenceNotice(licence=licence, kind=kind, batch=batch, at=clock.now())
                for kind, licences in licences_to_notify().items()
                for licence in licences[:MAX_LICENCES]
            ],
            batch_size=BATCH,
        )
        licence_ids = {notice.licence_id for notice in notices}
        if licence_ids:
            data: dict[str, Scalar] = {"batch": f"{batch}", "licences": len(licence_ids)}
            emit(events.LICENCE_NEARING, actor=CLOCK, subject=notices[0].licence, data=data)
    return len(licence_ids)


def _morning() -> datetime:
    """Returns the start of the current day in the library's zone."""
    return datetime.combine(today(), time(), library().tz)
