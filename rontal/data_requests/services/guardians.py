"""End of a guardian's requests, together with the guardian's rights."""

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest, RequestFollowKey
from rontal.data_requests.rules.kinds import IdentityCheck
from rontal.data_requests.states import DataRequestState
from rontal.data_requests.steps.request_changes import change, lock, move
from rontal.membership.models import Application

ENDER = Actor.system("data_requests.end_guardian_requests")


def end_guardian_requests(*, application_id: int) -> int:
    """Closes the open requests of the former guardian of this application, so that nobody answers
    them any more, and erases the guardian's contact in all of them; returns how many were closed.
    """
    account = Application.objects.values_list("user_id", flat=True).get(pk=application_id)
    rows = DataRequest.objects.filter(
        account_id=account, identity_check=IdentityCheck.GUARDIAN, contact__isnull=False
    )
    keys = rows.order_by("pk").values_list("pk", flat=True) if account else []
    return sum(_end(pk) for pk in list(keys))


@transaction.atomic
def _end(request_id: int) -> bool:
    request = lock(request_id)
    RequestFollowKey.objects.filter(request=request).delete()
    was_open = request.is_open
    if was_open:
        to, news = DataRequestState.WITHDRAWN, request.handler_id is not None
        move(
            request,
            to,
            event=events.GUARDIAN_ENDED,
            actor=ENDER,
            closed_at=clock.now(),
            news=news,
        )
    change(request, contact=None, has_email=False)
    return was_open
