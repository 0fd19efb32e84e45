"""Recording of exports of personal data by the person, and saving of the impact assessment."""

from collections.abc import Mapping

from django.db import IntegrityError, models, transaction

from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.privacy.assessment import ANSWERS
from rontal.privacy.errors import AssessmentChangedMeanwhile
from rontal.privacy.events import ASSESSED, EXPORTED
from rontal.privacy.models import ImpactAssessment

ASSESSORS = ("head", "administrator", "officer")
"""Values of `accounts.roles.Role`, which this app must not import."""
MAX_ANSWER_LENGTH = 4000


def record_export(*, subject: models.Model, actor: Actor) -> None:
    """Records that the actor exported the data stored about `subject` (their application)."""
    emit(EXPORTED, actor=actor, subject=subject)


def save_assessment(*, answers: Mapping[str, str], number: int, actor: Actor) -> ImpactAssessment:
    """Saves a new version of the answers, which were read at version `number` (0 for none).

    Raises NotAllowed, Invalid for an unknown code or a text that is too long, and
    AssessmentChangedMeanwhile.
    """
    saved_by = actor.require(*ASSESSORS)
    texts = {code: text.strip() for code, text in answers.items() if text.strip()}
    faults = dict.fromkeys(texts.keys() - ANSWERS, "unknown")
    faults |= {code: "too_long" for code, text in texts.items() if len(text) > MAX_ANSWER_LENGTH}
    if faults:
        raise Invalid(faults)
    newest = ImpactAssessment.objects.aggregate(number=models.Max("number"))["number"] or 0
    if newest != number:
        raise AssessmentChangedMeanwhile
    try:
        with transaction.atomic():
            saved = ImpactAssessment.objects.create(
                number=number + 1, answers=texts, saved_by=saved_by
            )
            emit(ASSESSED, actor=actor, subject=saved, data={"number": saved.number})
    except IntegrityError:
        raise AssessmentChangedMeanwhile from None
    return saved
