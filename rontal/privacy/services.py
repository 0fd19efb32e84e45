"""What people do with their own data, recorded."""

from django.db import models

from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.privacy.events import EXPORTED


def record_export(*, subject: models.Model, actor: Actor) -> None:
    """Records that the actor took a copy of what is kept about `subject` (their application)."""
    emit(EXPORTED, actor=actor, subject=subject)
