"""Register of requests for staff. Names stay sealed until the handler opens them."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from rontal.accounts.roles import DATA_REQUEST_HANDLERS, Role
from rontal.accounts.selectors import name_in, names_of, staff_with
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.core.models import Event
from rontal.data_requests import events
from rontal.data_requests.errors import NotRequestHandler, RequestContactGone
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.clock import punctuality
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.states import OPEN, DataRequestState
from rontal.data_requests.steps.request_changes import require_staff
from rontal.standard.rules import Punctuality

PER_PAGE = 30
STATES = ("open", *DataRequestState, "late", "all")


@dataclass(frozen=True)
class RequestFilters:
    """Filters of the register; an empty value means no filter."""

    state: str = "open"
    kind: str = ""
    mine: bool = False
    code: str = ""


@dataclass(frozen=True)
class RequestRow:
    request: DataRequest
    punctuality: Punctuality | None
    handler: str


@dataclass(frozen=True)
class Contact:
    """Opened name and contact of a request."""

    name: str
    email: str
    phone: str


def page(
    filters: RequestFilters, number: str, actor: Actor
) -> "tuple[Page[DataRequest], list[RequestRow]]":
    """Returns a page of the register, the earliest due time first; raises NotAllowed. Three
    queries.
    """
    require_staff(actor)
    request_page = Paginator(_filtered(filters, actor), PER_PAGE).get_page(number)
    requests = list(request_page.object_list)
    names = names_of({one.handler_id for one in requests if one.handler_id})
    rows = [
        RequestRow(one, punctuality_of(one), names.get(one.handler_id or 0, "")) for one in requests
    ]
    return request_page, rows


def counts(actor: Actor) -> dict[str, int]:
    """Counts the open requests, those in each state, the late ones, and all. One query."""
    require_staff(actor)
    per_state = {state.value: Count("pk", filter=Q(state=state)) for state in DataRequestState}
    is_late = Q(state__in=OPEN, due_at__lt=clock.now())
    totals = DataRequest.objects.aggregate(
        **per_state, late=Count("pk", filter=is_late), all=Count("pk")
    )
    totals["open"] = sum(totals[state.value] for state in OPEN)
    return {name: totals[name] for name in STATES}


def punctuality_of(request: DataRequest) -> Punctuality | None:
    """Returns the state of a running clock; None for a closed request."""
    if not request.is_open:
        return None
    return punctuality(clock.now(), request.received_at, request.due_at)


def request_for_staff(code: str, actor: Actor) -> DataRequest:
    """Returns the request with this code; raises NotAllowed, NotFound. Names stay sealed."""
    require_staff(actor)
    if "\x00" in code:
        raise NotFound
    rows = DataRequest.objects.select_related("handler", "account", "identity_checked_by")
    return NotFound.if_none(rows.filter(code=code.strip().upper()).first())


def record_view(request: DataRequest, actor: Actor) -> None:
    """Records that staff opened the page of a request."""
    emit(events.LOOKED_AT, actor=actor, subject=request)


def may_open(request: DataRequest, actor: Actor) -> bool:
    """Returns True for the handler of the request and for heads of service."""
    return request.handler_id == actor.id or actor.has_any(Role.HEAD)


def contact(request: DataRequest, *, actor: Actor) -> Contact:
    """Opens name and contact of a request, and records it.

    Raises NotAllowed, NotRequestHandler, RequestContactGone.
    """
    require_staff(actor)
    if not may_open(request, actor):
        raise NotRequestHandler
    if request.contact is None:
        raise RequestContactGone
    emit(events.CONTACT_OPENED, actor=actor, subject=request)
    values = request.contact.reveal()
    return Contact(values["name"], values["email"], values["phone"])


def history(request: DataRequest) -> list[tuple[Event, str]]:
    """Returns the last 100 events with the names of staff, the oldest first. One query."""
    rows: QuerySet[Any] = Event.objects.filter(
        subject_type=DataRequest._meta.label_lower, subject_id=str(request.pk)
    )
    newest = rows.annotate(who=name_in("actor_id")).order_by("-pk")[:100]
    return [(one, one.who or "") for one in reversed(newest)]


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Returns the others who may handle requests: account id and name. One query."""
    others = [one for one in staff_with(*DATA_REQUEST_HANDLERS) if one.pk != actor.id]
    return sorted(((one.pk, one.name or one.login_name) for one in others), key=itemgetter(1))


def _filtered(filters: RequestFilters, actor: Actor) -> QuerySet[DataRequest]:
    rows = DataRequest.objects.defer("contact", "submit_key")
    if filters.code:
        return rows.filter(code=filters.code.strip().upper()).order_by("-pk")
    rows = _in_state(rows, filters.state)
    if filters.kind in list(RequestKind):
        rows = rows.filter(kind=filters.kind)
    if filters.mine:
        rows = rows.filter(handler_id=actor.id)
    if filters.state in ("open", "late", *OPEN):
        return rows.order_by("due_at", "pk")
    return rows.order_by("-received_at", "-pk")


def _in_state(rows: QuerySet[DataRequest], state: str) -> QuerySet[DataRequest]:
    if state == "all":
        return rows
    if state == "late":
        return rows.filter(state__in=OPEN, due_at__lt=clock.now())
    if state in list(DataRequestState):
        return rows.filter(state=state)
    return rows.filter(state__in=OPEN)
