"""Questions about who has which case in hand."""

from django.db.models import OuterRef, QuerySet

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.membership.models import Application, Assignment, Taking


def taking_of(application_id: int) -> Taking | None:
    """Who has a case in hand now, with the clerk's account; None where nobody has. One query."""
    rows = Taking.objects.filter(application_id=application_id, until__gt=clock.now())
    return rows.select_related("staff").first()


def taking_seen(application: Application) -> Taking | None:
    """`taking_of` as it stood when `application_for_staff` asked for the case. No query."""
    taking: Taking | None = getattr(application, "taking", None)
    return taking if taking is not None and taking.until > clock.now() else None


def assignment_seen(application: Application) -> Assignment | None:
    """To whom the head had given a case, with both accounts, when `application_for_staff` asked
    for it; None where it was everybody's. No query."""
    assignment: Assignment | None = getattr(application, "assignment", None)
    return assignment


def held_by_others(actor: Actor) -> QuerySet[Taking]:
    """Of the application in an outer query: what another clerk has in hand. For `Exists`."""
    return held().exclude(staff_id=actor.id)


def held_by(actor: Actor) -> QuerySet[Taking]:
    """Of the application in an outer query: what this clerk has in hand. For `Exists`."""
    return held().filter(staff_id=actor.id)


def held() -> QuerySet[Taking]:
    """Of the application in an outer query: who has it in hand."""
    return Taking.objects.filter(application=OuterRef("pk"), until__gt=clock.now())
