"""Questions about who has which case in hand."""

from django.db.models import OuterRef, QuerySet

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.membership.models import Assignment, Taking


def taking_of(application_id: int) -> Taking | None:
    """Who has a case in hand now, with the clerk's account; None where nobody has. One query."""
    rows = Taking.objects.filter(application_id=application_id, until__gt=clock.now())
    return rows.select_related("staff").first()


def assignment_of(application_id: int) -> Assignment | None:
    """To whom the head gave a case, with both accounts; None where it is everybody's. One query."""
    rows = Assignment.objects.filter(application_id=application_id)
    return rows.select_related("staff", "by").first()


def held_by_others(actor: Actor) -> QuerySet[Taking]:
    """Of the application in an outer query: what another clerk has in hand. For `Exists`."""
    return held().exclude(staff_id=actor.id)


def held_by(actor: Actor) -> QuerySet[Taking]:
    """Of the application in an outer query: what this clerk has in hand. For `Exists`."""
    return held().filter(staff_id=actor.id)


def held() -> QuerySet[Taking]:
    """Of the application in an outer query: who has it in hand."""
    return Taking.objects.filter(application=OuterRef("pk"), until__gt=clock.now())
