"""Queries about leases of cases."""

from django.db.models import OuterRef, QuerySet

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.membership.models import Application, Assignment, Taking


def taking_of(application_id: int) -> Taking | None:
    """Returns the current lease of a case with the clerk's account; None when there is none. One
    query.
    """
    rows = Taking.objects.filter(application_id=application_id, until__gt=clock.now())
    return rows.select_related("staff").first()


def taking_seen(application: Application) -> Taking | None:
    """Returns the lease that `application_for_staff` loaded, if it has not expired. No query."""
    taking: Taking | None = getattr(application, "taking", None)
    return taking if taking is not None and taking.until > clock.now() else None


def assignment_seen(application: Application) -> Assignment | None:
    """Returns the assignment that `application_for_staff` loaded, with both accounts; None when the
    case is not assigned. No query.
    """
    assignment: Assignment | None = getattr(application, "assignment", None)
    return assignment


def held_by_others(actor: Actor) -> QuerySet[Taking]:
    """Subquery for `Exists`: lease of the outer query's application by another clerk."""
    return held().exclude(staff_id=actor.id)


def held_by(actor: Actor) -> QuerySet[Taking]:
    """Subquery for `Exists`: lease of the outer query's application by this clerk."""
    return held().filter(staff_id=actor.id)


def held() -> QuerySet[Taking]:
    """Subquery: current lease of the outer query's application."""
    return Taking.objects.filter(application=OuterRef("pk"), until__gt=clock.now())
