"""Recording of exports of personal data by the person."""

from django.db import models

from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.privacy.events import EXPORTED


def record_export(*, subject: models.Model, actor: Actor) -> None:
    """Records that the actor exported the data stored about `subject` (their application)."""
    emit(EXPORTED, actor=actor, subject=subject)
