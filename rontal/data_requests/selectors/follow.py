"""Queries of the sender of a request."""

from dataclasses import dataclass
from datetime import datetime

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.reference_codes import normalize_follow_code
from rontal.data_requests.errors import RequestCodeUnknown
from rontal.data_requests.models import DataRequest, RequestEntry, RequestFollowKey
from rontal.data_requests.rules.kinds import (
    PUBLIC,
    IdentityCheck,
    RequestChannel,
    RequestEntryKind,
    RequestKind,
)
from rontal.data_requests.steps.follow_keys import ended_links, hashes_of


@dataclass(frozen=True)
class OpenedEntry:
    """Opened entry of a thread; `writer` is the name of the member of staff, "" for the sender."""

    kind: RequestEntryKind
    words: str
    at: datetime
    writer: str = ""


def by_code(code: str) -> DataRequest:
    """Returns the request of a follow code or link token; raises RequestCodeUnknown, also for a
    link that has ended. One query."""
    if not normalize_follow_code(code):
        raise RequestCodeUnknown
    rows = RequestFollowKey.objects.select_related("request").exclude(pk__in=ended_links())
    return RequestCodeUnknown.if_none(rows.filter(key_hash__in=hashes_of(code)).first()).request


def by_id(request_id: int) -> DataRequest:
    """Returns the request that this browser has opened before; raises NotFound."""
    return NotFound.if_none(DataRequest.objects.filter(pk=request_id).first())


def own_requests(actor: Actor) -> list[DataRequest]:
    """Returns the requests that the actor sent while signed in, newest first. One query."""
    rows = DataRequest.objects.filter(
        account_id=actor.id or 0,
        channel=RequestChannel.ACCOUNT,
        identity_check=IdentityCheck.SIGNED_IN,
    )
    return list(rows.order_by("-received_at", "-pk"))


def requests_about(account_id: int) -> list[DataRequest]:
    """Returns the requests that concern an account, whoever sent or entered them, newest first;
    without those of a guardian, which are the guardian's own. One query. The caller must make sure
    that the account is that of the person who asks.
    """
    rows = DataRequest.objects.filter(account_id=account_id)
    return list(rows.exclude(identity_check=IdentityCheck.GUARDIAN).order_by("-pk"))


def open_objection(actor: Actor) -> DataRequest | None:
    """Returns the actor's objection that is not answered yet. One query."""
    mine = [one for one in own_requests(actor) if one.kind == RequestKind.OBJECTION]
    return next((one for one in mine if one.is_open), None)


def threads_of(requests: list[DataRequest]) -> list[tuple[DataRequest, list[OpenedEntry]]]:
    """Returns requests with their threads. One query, none without requests."""
    rows = RequestEntry.objects.filter(request__in=requests, kind__in=PUBLIC)
    entries = list(rows.order_by("at", "pk")) if requests else []
    return [
        (one, [_opened(row, "") for row in entries if row.request_id == one.pk]) for one in requests
    ]


def own_request(code: str, actor: Actor) -> DataRequest:
    """Returns a request of `own_requests`; raises NotFound."""
    return NotFound.if_none(next((one for one in own_requests(actor) if one.code == code), None))


def thread(request: DataRequest) -> list[OpenedEntry]:
    """Returns all entries except staff's notes, without names, the oldest first. One query."""
    rows = request.entries.filter(kind__in=PUBLIC).order_by("at", "pk")
    return [_opened(row, "") for row in rows]


def whole_thread(request: DataRequest) -> list[OpenedEntry]:
    """Returns all entries with the names of staff, the oldest first. One query."""
    rows = request.entries.select_related("staff").order_by("at", "pk")
    names = [(row.staff.name or row.staff.login_name) if row.staff else "" for row in rows]
    return [_opened(row, name) for row, name in zip(rows, names, strict=True)]


def _opened(row: RequestEntry, writer: str) -> OpenedEntry:
    text: str = row.words.reveal()["text"]
    return OpenedEntry(RequestEntryKind(row.kind), text, row.at, writer)
