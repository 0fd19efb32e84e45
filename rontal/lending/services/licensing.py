"""What the library may lend."""

from django.db import transaction

from rontal.catalogue.models import Title
from rontal.catalogue.search import availability
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.lending import events
from rontal.lending.models import Licence
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle


def grant_licence(*, title_id: int, copies: int, actor: Actor) -> Licence:
    """Adds copies of a title, one reader a copy; those who wait get them at once."""
    with transaction.atomic():
        return _grant(title_id, copies, actor)


def grant_licence_at_import(*, title_id: int, copies: int, actor: Actor) -> Licence | None:
    """Gives a title its first licence; None where it has one. Twice changes nothing."""
    with transaction.atomic():
        title = Title.objects.select_for_update(no_key=True, of=("self",)).get(pk=title_id)
        if Licence.objects.filter(title=title).exists():
            return None
        return _grant(title_id, copies, actor)


def _grant(title_id: int, copies: int, actor: Actor) -> Licence:
    licence = Licence.objects.create(title_id=title_id, copies=copies)
    emit(events.LICENCE_GRANTED, actor=actor, subject=licence, data={"copies": copies})
    settle(lock_licences(title_id))
    availability.note(title_id)
    return licence
