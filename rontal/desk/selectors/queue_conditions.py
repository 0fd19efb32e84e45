"""Filters of the queue as database queries."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.desk.selectors.filters import (
    Answer,
    AssigneeFilter,
    DueFilter,
    Filters,
    RecommendationFilter,
    Shelf,
)
from rontal.membership.models import Application, Assignment, Guardian
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors.leases import leases_of, leases_of_others
from rontal.membership.states import ApplicationState
from rontal.standard.policies import StandardPolicies
from rontal.standard.selectors import decision_due
from rontal.verification.models import Examination, Finding
from rontal.verification.rules import Level, Recommendation

_S = ApplicationState
STATES = {
    Shelf.DECIDE: frozenset({_S.IN_REVIEW}),
    Shelf.CHECKING: frozenset({_S.CHECKING}),
    Shelf.APPLICANT: frozenset({_S.NEEDS_CORRECTION}),
    Shelf.ACTIVATION: frozenset({_S.AWAITING_ACTIVATION}),
    Shelf.APPROVED: frozenset({_S.APPROVED}),
    Shelf.REJECTED: frozenset({_S.REJECTED}),
    Shelf.ENDED: frozenset({_S.LAPSED, _S.WITHDRAWN}),
}
RECOMMENDATION_CONDITIONS = {
    RecommendationFilter.SPOTLESS: Q(says=Recommendation.APPROVE),
    RecommendationFilter.CLOSER: Q(says=Recommendation.LOOK_CLOSER),
    RecommendationFilter.CORRECT: Q(says=Recommendation.ASK_CORRECTION),
    RecommendationFilter.ATTENTION: Q(
        says__in=[Recommendation.LOOK_CLOSER, Recommendation.ASK_CORRECTION]
    ),
    RecommendationFilter.NOTHING: Q(says=None),
}


def matching(filters: Filters, actor: Actor) -> "QuerySet[Any]":
    """Returns the applications that match the filters, unordered."""
    return annotate_for_filters(Application.objects.all(), actor).filter(condition(filters))


def annotate_for_filters(rows: QuerySet[Application], actor: Actor) -> "QuerySet[Any]":
    """Annotates applications for `condition`: recommendation, newest examination, child,
    assignment.

    Excludes members imported from another program, who never applied here.
    """
    latest = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    assignments = Assignment.objects.filter(application=OuterRef("pk"))
    return rows.exclude(origin=Origin.IMPORT).annotate(
        says=Subquery(latest.values("recommendation")[:1]),
        examined=Subquery(latest.values("pk")[:1]),
        is_child=Exists(Guardian.objects.filter(application=OuterRef("pk"), ended_at=None)),
        is_mine=Exists(leases_of(actor)),
        is_given=Exists(assignments.filter(staff_id=actor.id)),
        is_others=Exists(leases_of_others(actor)),
        is_given_away=Exists(assignments.exclude(staff_id=actor.id)),
    )


def condition(filters: Filters) -> Q:
    """Returns the filters as a condition on rows of `annotate_for_filters`."""
    conditions = Q(state__in=sorted(STATES[Shelf(filters.shelf)]))
    for part in _conditions(filters):
        conditions &= part
    return conditions


def _conditions(filters: Filters) -> Iterator[Q]:
    if filters.due:
        yield _due_condition(DueFilter(filters.due))
    if filters.says:
        yield RECOMMENDATION_CONDITIONS[RecommendationFilter(filters.says)]
    if filters.kind:
        yield Q(identity_kind=filters.kind)
    if filters.resident:
        yield Q(resident=filters.resident == Answer.YES)
    if filters.child:
        yield Q(is_child=filters.child == Answer.YES)
    if filters.hands:
        yield _assignee_condition(AssigneeFilter(filters.hands))
    if filters.back:
        as_sent = Q(decision_reasons=[])
        yield as_sent if filters.back == Answer.NO else ~as_sent
    if filters.finding:
        findings = Finding.objects.exclude(level=Level.PASS).filter(code=filters.finding)
        yield Q(Exists(findings.filter(examination=OuterRef("examined"))))


def findings_at_desk() -> list[str]:
    """Returns the codes of findings that did not pass, of applications in review. One query."""
    rows = Finding.objects.exclude(level=Level.PASS)
    rows = rows.filter(examination__application__state=_S.IN_REVIEW)
    return sorted(rows.values_list("code", flat=True).distinct().order_by())


def _due_condition(choice: DueFilter) -> Q:
    """Returns the condition for a punctuality.

    "Late" is past its due time, even while the library is closed, since the applicant sees that
    time; "at risk" is due within the last quarter of the promised working time.
    """
    now = clock.now()
    late = Q(due_at__lt=now)
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    soon = Q(due_at__lte=decision_due(now, used=promised * 3 / 4))
    return {
        DueFilter.LATE: late,
        DueFilter.AT_RISK: soon & ~late,
        DueFilter.ON_TIME: ~soon & ~late,
    }[choice]


def _assignee_condition(choice: AssigneeFilter) -> Q:
    mine = Q(is_mine=True) | Q(is_given=True)
    others = Q(is_others=True) | Q(is_given_away=True)
    return {
        AssigneeFilter.MINE: mine,
        AssigneeFilter.NOBODY: ~mine & ~others,
        AssigneeFilter.OTHERS: others & ~mine,
    }[choice]
