"""Protocol of a channel: an outer edge of the program."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from rontal.notifications.content import Loaded, MessageType, Target
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName


@dataclass(frozen=True)
class Address:
    """Target of one delivery: an account and, for push, one of its devices."""

    account_id: int | None = None
    subscription_id: int | None = None


class Channel(Protocol):
    """Way on which messages reach people."""

    name: ClassVar[ChannelName]
    waits_for_quiet_hours: ClassVar[bool]
    """True where messages wait for the end of the quiet hours."""

    falls_back: ClassVar[bool]
    """True where a message that could not be delivered goes by mail instead."""

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """Returns the addresses on this channel; none where it is switched off."""

    def is_wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether the recipient still wants it on this channel; called before each try."""

    def send(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Writes the message in the active language and sends it; returns the receipt of the
        recipient service, "" where it has none. Raises FinalRefusal, TryAgain, DeviceGone."""
