"""The queue: whose promise is oldest, how long is left, who is on it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from rontal.accounts.roles import Role
from rontal.desk.selectors.filters import Filters, Shelf
from rontal.desk.selectors.matching import STATES, asked, matching
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.membership.models import Application, Assignment
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors import held_by_others, working_time_used
from rontal.membership.states import CLOCK_RUNS, ApplicationState
from rontal.standard.rules import Punctuality
from rontal.standard.selectors import decision_punctuality, library
from rontal.verification.models import Examination

_S = ApplicationState
PER_PAGE = 20
FEW = 5
HEAVY = ("details", "nik_hash", "submit_key", "decision_words")


@dataclass(frozen=True)
class Promise:
    """The working time that is left of the promise (negative when it is broken)."""

    left: timedelta
    punctuality: Punctuality


@dataclass(frozen=True)
class Row:
    """One line of the queue. `sampled`: spotless, and drawn for a look by staff; `looker` and
    `given_to` are names; `is_mine`: it was given to whoever reads."""

    application: Application
    promise: Promise | None
    is_child: bool
    recommendation: str
    sampled: bool
    looker: str
    given_to: str
    is_mine: bool
    came_back: bool


def counts() -> dict[Shelf, int]:
    """How many applications lie on each shelf. One query."""
    came = Application.objects.exclude(origin=Origin.IMPORT)
    rows = came.values_list("state").annotate(number=Count("pk"))
    by_state = dict(rows.order_by())
    return {
        name: sum(by_state.get(state, 0) for state in states) for name, states in STATES.items()
    }


def page(actor: Actor, *, filters: Filters, search: str, number: str) -> Page[Any]:
    """A page of rows: of what the filters ask for, or of everything that a search finds.

    Two queries. Raises NotAllowed.
    """
    if not actor.has_any(Role.CLERK, Role.HEAD):
        raise NotAllowed
    rows = _found(search, actor) if search else _sorted(matching(filters, actor), filters)
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
    due = application.due_at
    late = due is not None and due < clock.now()
    return Promise(promised - used, Punctuality.LATE if late else decision_punctuality(used))


def next_cases(
    actor: Actor, *, filters: Filters | None = None, after: Application | None = None
) -> list[Application]:
    """What to open next, a few, the first the best: the earliest due after `after`, from the top
    again at the end. What a colleague has in hand is left out, what was given to one comes last.

    One query. The rows know their pk and code.
    """
    rows = _open_to(actor, filters).annotate(again=_behind(after))
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    order = rows.order_by("is_given_away", "again", F("due_at").asc(nulls_last=True), "pk")
    return list(order.only("pk", "code")[:FEW])


def previous_case(actor: Actor, *, filters: Filters, before: Application) -> str:
    """The code of the case that is due just before this one, or "". One query."""
    if before.due_at is None:
        return ""
    rows = _open_to(actor, filters).filter(_stands_before(before))
    return rows.order_by("-due_at", "-pk").values_list("code", flat=True).first() or ""


def _open_to(actor: Actor, filters: Filters | None) -> "QuerySet[Any]":
    wish = replace(filters or Filters(), shelf=Shelf.DECIDE)
    return matching(wish, actor).filter(is_others=False)


def _behind(after: Application | None) -> Any:
    """True for cases that stand before `after` in the queue: they had their turn."""
    if after is None or after.due_at is None:
        return Value(value=False, output_field=BooleanField())
    return ExpressionWrapper(_stands_before(after), output_field=BooleanField())


def _stands_before(one: Application) -> Q:
    return Q(due_at__lt=one.due_at) | Q(due_at=one.due_at, pk__lt=one.pk)


def _sorted(rows: QuerySet[Application], filters: Filters) -> QuerySet[Application]:
    if filters.shelf in (Shelf.DECIDE, Shelf.CHECKING):
        return rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    if filters.shelf in (Shelf.APPLICANT, Shelf.ACTIVATION):
        return rows.order_by(F("lapse_at").asc(nulls_last=True), "pk")
    return rows.order_by("-ended_at", "-pk")


def _found(search: str, actor: Actor) -> QuerySet[Application]:
    rows = asked(Application.objects.all(), actor).filter(
        Q(code__iexact=search) | Q(name__icontains=search) | Q(member__number__iexact=search)
    )
    return rows.order_by("-submitted_at", "-pk")


def _annotated(rows: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    examinations = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    given = Assignment.objects.filter(application=OuterRef("pk"))
    return rows.defer(*HEAVY).annotate(
        sampled=Subquery(examinations.values("sampled")[:1]),
        looker=Subquery(held_by_others(actor).values("staff__name")[:1]),
        given_to=Subquery(given.values("staff__name")[:1]),
    )


def _row(application: Any) -> Row:
    return Row(
        application=application,
        promise=promise_of(application),
        is_child=application.is_child,
        recommendation=application.says or "",
        sampled=bool(application.sampled),
        looker=application.looker or "",
        given_to=application.given_to or "",
        is_mine=application.is_given,
        came_back=bool(application.decision_reasons) and application.state in CLOCK_RUNS,
    )
