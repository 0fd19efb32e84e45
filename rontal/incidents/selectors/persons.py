"""Incidents that a person was notified of, for the copy of the person's own data."""

from typing import Final

from django.db.models import Q

from rontal.incidents.models import AffectedPerson

SEALED: Final = ("incident__facts", "incident__notices", "incident__learned")


def notified_of(*, application_id: int, account_id: int | None) -> list[AffectedPerson]:
    """Returns the rows of incidents whose notice to a person was queued, with the incidents, the
    newest first. One query. The caller must make sure that the rows are of the person who asks.
    """
    about = Q(application=application_id)
    if account_id is not None:
        about |= Q(account=account_id)
    rows = AffectedPerson.objects.filter(about, queued_at__isnull=False)
    return list(rows.select_related("incident").defer(*SEALED).order_by("-queued_at", "-pk"))
