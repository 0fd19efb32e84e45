"""Guardian and hand-over of two memberships that are merged: whoever took over one of them has
taken over the other.
"""

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Consent, Guardian
from rontal.membership.rules.kinds import ConsentBy
from rontal.membership.selectors.guardianship import is_grown_up
from rontal.membership.steps.guardian_ending import end_guardian


def merge_guardians(stays: Application, goes: Application, actor: Actor) -> bool:
    """Moves guardian and open hand-over to the locked application that stays, if it lacks them;
    none to a person who has taken over or is 18. Returns True where the person has taken over.
    """
    if _taken_over(stays):
        return True
    if _taken_over(goes):
        HandOver.objects.filter(application=stays).delete()
        HandOver.objects.filter(application=goes).update(application=stays)
        rows = Consent.objects.filter(application=stays, by=ConsentBy.GUARDIAN, withdrawn_at=None)
        rows.update(withdrawn_at=clock.now())
        end_guardian(stays, why="taken_over", actor=actor)
        return True
    filled = Application.objects.get(pk=stays.pk)
    if not is_grown_up(filled) and not Guardian.objects.filter(application=stays).exists():
        guardians = Guardian.objects.filter(application=goes, ended_at=None)
        if guardians.update(application=stays):
            HandOver.objects.filter(application=stays).delete()
            HandOver.objects.filter(application=goes).update(application=stays)
    return False


def _taken_over(application: Application) -> bool:
    rows = HandOver.objects.filter(application=application)
    return rows.filter(taken_over_at__isnull=False).exists()
