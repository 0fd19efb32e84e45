"""System actor of sent messages."""

from typing import Final

from rontal.core.actors import Actor

SENDER: Final = Actor.system("notifications")
