"""Erasure of requests: after the retention, and before it once the account of the person is erased.

A request that is open when the account is erased is still answered. It is erased after the days in
which the answer can be read.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest, RequestEntry, RequestFollowKey
from rontal.data_requests.policies import DataRequestsPolicies
from rontal.data_requests.rules.clock import ANSWER_LASTS
from rontal.data_requests.steps.follow_keys import ended_links
from rontal.data_requests.steps.request_changes import change, lock
from rontal.membership.models import Member
from rontal.membership.selectors.members import merged_into

ERASER = Actor.system("data_requests.erase_old")
_ACCOUNT_ERASED = Q(account__is_active=False, account__name="", account__email="")


def erase_old() -> int:
    """Erases requests closed long enough ago, and sooner where the account is erased; returns their
    number. Kind, times, checks and actions remain as proof. Deletes links of mails that have ended.
    """
    ended_links().delete()
    now = clock.now()
    kept = now - timedelta(days=DataRequestsPolicies.current().data_request_keep_days)
    over = Q(closed_at__lte=kept) | _ACCOUNT_ERASED & Q(closed_at__lte=now - ANSWER_LASTS)
    return _erase_all(DataRequest.objects.filter(over))


def erase_requests_of(*, account_id: int) -> int:
    """Erases the closed requests of an erased account; returns their number. `erase_old` erases
    those that are open. Does nothing for an account that is not erased.
    """
    mine = DataRequest.objects.filter(_ACCOUNT_ERASED, account_id=account_id)
    return _erase_all(mine.exclude(closed_at=None))


def move_requests(*, goes_id: int) -> int:
    """Moves the requests of a merged membership to the account of the one that remains; returns
    their number.
    """
    goes = Member.objects.values_list("user_id", flat=True).get(pk=goes_id)
    stays = merged_into(goes_id).user_id
    return DataRequest.objects.filter(account_id=goes).update(account_id=stays)


def _erase_all(rows: QuerySet[DataRequest]) -> int:
    due = rows.filter(erased_at=None).order_by("closed_at")
    return sum(_erase(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _erase(request_id: int) -> bool:
    request = lock(request_id)
    if request.erased_at is not None or request.closed_at is None:
        return False
    RequestEntry.objects.filter(request=request).update(words={"text": ""})
    RequestFollowKey.objects.filter(request=request).delete()
    change(
        request,
        contact=None,
        has_email=False,
        account_id=None,
        language="id",
        submit_key=secrets.token_bytes(32),
        news=False,
        erased_at=clock.now(),
    )
    emit(events.ERASED, actor=ERASER, subject=request)
    return True
