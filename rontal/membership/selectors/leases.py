"""Queries about leases of cases."""

from django.db.models import OuterRef, QuerySet

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership.models import Application, Assignment, CaseLease


def lease_of(application_id: int) -> CaseLease | None:
    """Returns the current lease of a case with the clerk's account; None when there is none. One
    query.
    """
    rows = CaseLease.objects.filter(application_id=application_id, until__gt=clock.now())
    return rows.select_related("staff").first()


def loaded_lease(application: Application) -> CaseLease | None:
    """Returns the lease that `application_for_staff` loaded, if it has not expired. No query."""
    lease: CaseLease | None = getattr(application, "lease", None)
    return lease if lease is not None and lease.until > clock.now() else None


def loaded_assignment(application: Application) -> Assignment | None:
    """Returns the assignment that `application_for_staff` loaded, with both accounts; None when the
    case is not assigned. No query.
    """
    assignment: Assignment | None = getattr(application, "assignment", None)
    return assignment


def leases_of_others(actor: Actor) -> QuerySet[CaseLease]:
    """Subquery for `Exists`: lease of the outer query's application by another clerk."""
    return current_leases().exclude(staff_id=actor.id)


def leases_of(actor: Actor) -> QuerySet[CaseLease]:
    """Subquery for `Exists`: lease of the outer query's application by this clerk."""
    return current_leases().filter(staff_id=actor.id)


def current_leases() -> QuerySet[CaseLease]:
    """Subquery: current lease of the outer query's application."""
    return CaseLease.objects.filter(application=OuterRef("pk"), until__gt=clock.now())
