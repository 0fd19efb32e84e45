"""Whether the demo was ever loaded into this database. Events never go, so the mark stays."""

from django.db import DatabaseError

from rontal.kernel.actors import Actor
from rontal.kernel.events import declare, emit
from rontal.kernel.models import Event, SealedFile

LOADED = declare("demo:loaded", "The demo library was loaded; production refuses this database.")


def mark() -> None:
    """Leaves the mark, once."""
    if not is_marked():
        emit(LOADED, actor=Actor.system("demo"), subject=SealedFile(purpose="demo"))


def is_marked() -> bool:
    """True where the mark is; False also where there are no tables yet."""
    try:
        return Event.objects.filter(name=LOADED).exists()
    except DatabaseError:
        return False
