"""Queue of applications: order by due time, time left, and who is working on each."""

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
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.desk.selectors.filters import Filters, Shelf
from rontal.desk.selectors.queue_conditions import STATES, annotate_for_filters, matching
from rontal.membership.models import Application, Assignment
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors import leases_of_others, working_time_used
from rontal.membership.states import CLOCK_RUNS, ApplicationState
from rontal.standard.policies import StandardPolicies
from rontal.standard.rules import Punctuality
from rontal.standard.selectors import decision_punctuality
from rontal.verification.models import Examination

_S = ApplicationState
PER_PAGE = 20
FEW = 5
HEAVY = ("details", "nik_hash", "submit_key", "decision_words")


@dataclass(frozen=True)
class Promise:
    """Working time left until the promised decision (negative when late), and its punctuality."""

    left: timedelta
    punctuality: Punctuality


@dataclass(frozen=True)
class Row:
    """Line of the queue.

    `sampled` marks a spotless application drawn for a check by staff; `looker` and `assignee`
    are names of staff; `is_mine` is True where it is assigned to the reader.
    """

    application: Application
    promise: Promise | None
    is_child: bool
    recommendation: str
    sampled: bool
    looker: str
    assignee: str
    is_mine: bool
    came_back: bool


def counts() -> dict[Shelf, int]:
    """Returns the number of applications on each shelf. One query."""
    came = Application.objects.exclude(origin=Origin.IMPORT)
    rows = came.values_list("state").annotate(number=Count("pk"))
    by_state = dict(rows.order_by())
    return {
        name: sum(by_state.get(state, 0) for state in states) for name, states in STATES.items()
    }


def page(actor: Actor, *, filters: Filters, search: str, number: str) -> Page[Any]:
    """Returns a page of rows: search results where `search` is given, else what the filters match.

    Two queries. Raises NotAllowed.
    """
    actor.require(Role.CLERK, Role.HEAD)
    rows = _matching_search(search, actor) if search else _sorted(matching(filters, actor), filters)
    cases: Page[Any] = Paginator(_annotated(rows, actor), PER_PAGE).get_page(number)
    cases.object_list = [_row(application) for application in cases.object_list]
    return cases


def promise_of(application: Application) -> Promise | None:
    """Returns the state of the promised decision time; None where the clock is not running."""
    runs = application.state in CLOCK_RUNS or application.state == _S.NEEDS_CORRECTION
    if not runs:
        return None
    used = working_time_used(application)
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    due = application.due_at
    late = due is not None and due < clock.now()
    return Promise(promised - used, Punctuality.LATE if late else decision_punctuality(used))


def next_cases(
    actor: Actor, *, filters: Filters | None = None, after: Application | None = None
) -> list[Application]:
    """Returns up to five applications to open next, the best first.

    Sorted by due time, starting after `after` and wrapping around. Those that a colleague is
    working on are excluded; those assigned to a colleague come last. One query that loads only
    pk and code.
    """
    rows = _open_to(actor, filters).annotate(again=_precedes(after))
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    order = rows.order_by("is_given_away", "again", F("due_at").asc(nulls_last=True), "pk")
    return list(order.only("pk", "code")[:FEW])


def previous_case(actor: Actor, *, filters: Filters, before: Application) -> Application | None:
    """Returns the application due just before this one, with pk and code only. One query."""
    if before.due_at is None:
        return None
    rows = _open_to(actor, filters).filter(_comes_before(before))
    previous: Application | None = rows.order_by("-due_at", "-pk").only("pk", "code").first()
    return previous


def _open_to(actor: Actor, filters: Filters | None) -> "QuerySet[Any]":
    undecided = replace(filters or Filters(), shelf=Shelf.DECIDE)
    return matching(undecided, actor).filter(is_others=False)


def _precedes(after: Application | None) -> Any:
    """Returns an expression that is True for applications that precede `after` in the queue."""
    if after is None or after.due_at is None:
        return Value(value=False, output_field=BooleanField())
    return ExpressionWrapper(_comes_before(after), output_field=BooleanField())


def _comes_before(one: Application) -> Q:
    return Q(due_at__lt=one.due_at) | Q(due_at=one.due_at, pk__lt=one.pk)


def _sorted(rows: QuerySet[Application], filters: Filters) -> QuerySet[Application]:
    if filters.shelf in (Shelf.DECIDE, Shelf.CHECKING):
        return rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    if filters.shelf in (Shelf.APPLICANT, Shelf.ACTIVATION):
        return rows.order_by(F("lapse_at").asc(nulls_last=True), "pk")
    return rows.order_by("-ended_at", "-pk")


def _matching_search(search: str, actor: Actor) -> QuerySet[Application]:
    rows = annotate_for_filters(Application.objects.all(), actor).filter(
        Q(code__iexact=search) | Q(name__icontains=search) | Q(member__number__iexact=search)
    )
    return rows.order_by("-submitted_at", "-pk")


def _annotated(rows: QuerySet[Application], actor: Actor) -> QuerySet[Application]:
    examinations = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    assignments = Assignment.objects.filter(application=OuterRef("pk"))
    return rows.defer(*HEAVY).annotate(
        sampled=Subquery(examinations.values("sampled")[:1]),
        looker=Subquery(leases_of_others(actor).values("staff__name")[:1]),
        assignee=Subquery(assignments.values("staff__name")[:1]),
    )


def _row(application: Any) -> Row:
    return Row(
        application=application,
        promise=promise_of(application),
        is_child=application.is_child,
        recommendation=application.says or "",
        sampled=bool(application.sampled),
        looker=application.looker or "",
        assignee=application.assignee or "",
        is_mine=application.is_given,
        came_back=bool(application.decision_reasons) and application.state in CLOCK_RUNS,
    )
