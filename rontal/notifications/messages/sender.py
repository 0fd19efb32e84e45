"""The actor of what the program does by itself when it sends a message."""

from typing import Final

from rontal.core.actors import Actor

SENDER: Final = Actor.system("notifications")
