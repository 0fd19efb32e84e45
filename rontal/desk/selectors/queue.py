"""The queue: whose promise is oldest, how long is left, who is on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from rontal.accounts.roles import Role
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.membership.models import Application, Guardian
from rontal.membership.selectors import held_by_others, working_time_used
from rontal.membership.states import CLOCK_RUNS, ApplicationState
from rontal.standard.rules import Punctuality
from rontal.standard.selectors import decision_punctuality, library
from rontal.verification.models import Examination

_S = ApplicationState
PER_PAGE = 20
HEAVY = ("details", "nik_hash", "submit_key", "decision_words", "decision_reasons")


class Shelf(StrEnum):
    """How the desk sorts applications."""

    DECIDE = "putuskan"
    CHECKING = "diperiksa"
    APPLICANT = "pemohon"
    ACTIVATION = "aktivasi"
    APPROVED = "diterima"
    REJECTED = "ditolak"
    ENDED = "berakhir"


STATES: Mapping[Shelf, frozenset[ApplicationState]] = {
    Shelf.DECIDE: frozenset({_S.IN_REVIEW}),
    Shelf.CHECKING: frozenset({_S.CHECKING}),
    Shelf.APPLICANT: frozenset({_S.NEEDS_CORRECTION}),
    Shelf.ACTIVATION: frozenset({_S.AWAITING_ACTIVATION}),
    Shelf.APPROVED: frozenset({_S.APPROVED}),
    Shelf.REJECTED: frozenset({_S.REJECTED}),
    Shelf.ENDED: frozenset({_S.LAPSED, _S.WITHDRAWN}),
}


@dataclass(frozen=True)
class Promise:
    """The working time that is left of the promise (negative when it is broken)."""

    left: timedelta
    punctuality: Punctuality


@dataclass(frozen=True)
class Row:
    """One line of the queue. `sampled`: spotless, and drawn for a look by staff."""

    application: Application
    promise: Promise | None
    is_child: bool
    recommendation: str
    sampled: bool
    looker: str


def shelf(text: str) -> Shelf:
    """The shelf of an address; the one to decide where the text is none."""
    return Shelf(text) if text in list(Shelf) else Shelf.DECIDE


def counts() -> dict[Shelf, int]:
    """How many applications lie on each shelf. One query."""
    rows = Application.objects.values_list("state").annotate(number=Count("pk"))
    by_state = dict(rows.order_by())
    return {
        name: sum(by_state.get(state, 0) for state in states) for name, states in STATES.items()
    }


def page(actor: Actor, *, on: Shelf, search: str, number: str) -> Page[Any]:
    """A page of rows: of a shelf, or of everything that a search finds. Two queries.

    Raises NotAllowed.
    """
    if not actor.has_any(Role.CLERK, Role.HEAD):
        raise NotAllowed
    rows = _found(search) if search else _on(on)
    found: Page[Any] = Paginator(_annotated(rows, actor), PER_PAGE).get_page(number)
    found.object_list = [_row(application) for application in found.object_list]
    return found


def promise_of(application: Application) -> Promise | None:
    """How the promise of a decision stands; None while the clock has not begun or is over."""
    runs = application.state in CLOCK_RUNS or application.state == _S.NEEDS_CORRECTION
    if not runs:
        return None
    used = working_time_used(application)
    promised = timedelta(minutes=library().policies.decision_working_minutes)
    return Promise(promised - used, decision_punctuality(used))


def next_case(actor: Actor, *, after: Application | None = None) -> str:
    """The code of the case to open next, or "": the earliest due after `after`, from the top
    again at the end; cases that a colleague has in hand come last. One query."""
    rows = Application.objects.filter(state=_S.IN_REVIEW)
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    busy = Exists(held_by_others(actor))
    behind = _behind(after)
    rows = rows.annotate(busy=busy, again=behind)
    order = rows.order_by("busy", "again", F("due_at").asc(nulls_last=True), "pk")
    return order.values_list("code", flat=True).first() or ""


def _behind(after: Application | None) -> Any:
    """True for cases that stand before `after` in the queue: they had their turn."""
    if after is None or after.due_at is None:
        return Value(value=False, output_field=BooleanField())
    before = Q(due_at__lt=after.due_at) | Q(due_at=after.due_at, pk__lt=after.pk)
    return ExpressionWrapper(before, output_field=BooleanField())


def _on(name: Shelf) -> QuerySet[Application]:
    rows = Application.objects.filter(state__in=sorted(STATES[name]))
    if name in (Shelf.DECIDE, Shelf.CHECKING):
        return rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    if name in (Shelf.APPLICANT, Shelf.ACTIVATION):
        return rows.order_by(F("lapse_at").asc(nulls_last=True), "pk")
    return rows.order_by("-ended_at", "-pk")


def _found(search: str) -> QuerySet[Application]:
    rows = Application.objects.filter(
        Q(code__iexact=search) | Q(name__icontains=search) | Q(member__number__iexact=search)
    )
    return rows.order_by("-submitted_at", "-pk")


def _annotated(rows: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    examinations = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    return rows.defer(*HEAVY).annotate(
        is_child=Exists(Guardian.objects.filter(application=OuterRef("pk"))),
        recommendation=Subquery(examinations.values("recommendation")[:1]),
        sampled=Subquery(examinations.values("sampled")[:1]),
        looker=Subquery(held_by_others(actor).values("staff__name")[:1]),
    )


def _row(application: Any) -> Row:
    return Row(
        application=application,
        promise=promise_of(application),
        is_child=application.is_child,
        recommendation=application.recommendation or "",
        sampled=bool(application.sampled),
        looker=application.looker or "",
    )
