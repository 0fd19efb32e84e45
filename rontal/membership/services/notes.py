"""Notes of staff on a case, for colleagues only."""

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.models import Note
from rontal.membership.steps.application_changes import lock

MAX_NOTE_LENGTH = 2000


def write_note(*, application_id: int, text: str, actor: Actor) -> Note:
    """Stores a note, sealed; the event does not contain its text.

    Raises NotAllowed, NotFound, Invalid, IllegalTransition when the case is erased.
    """
    staff_id = actor.require(Role.CLERK, Role.HEAD)
    if not text.strip():
        raise Invalid({"text": "field_required"})
    with transaction.atomic():
        application = lock(application_id)
        if application.erased_at is not None:
            raise IllegalTransition(frm=application.state, to=application.state)
        note = Note(application=application, staff_id=staff_id, text=text.strip()[:MAX_NOTE_LENGTH])
        note.save(force_insert=True)
        emit(events.NOTED, actor=actor, subject=application)
    return note
