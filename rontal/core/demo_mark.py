"""Permanent mark that the demo library was loaded into this database: an event, which is never
deleted.
"""

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import Actor
from rontal.core.events import declare, emit
from rontal.core.models import Event, SealedFile

LOADED = declare(
    "demo:loaded",
    "The demo library was loaded; production refuses this database.",
    label=_("Demo library loaded"),
    sentence=_("%(who)s loaded the demo library."),
)


def set_mark() -> None:
    """Writes the mark unless it exists."""
    if not is_marked():
        emit(LOADED, actor=Actor.system("demo"), subject=SealedFile(purpose="demo"))


def is_marked() -> bool:
    """Returns True when the mark exists; False also when there are no tables yet."""
    try:
        return Event.objects.filter(name=LOADED).exists()
    except DatabaseError:
        return False
