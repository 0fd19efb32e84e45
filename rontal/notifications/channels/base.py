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
    """One way on which messages reach people."""

    name: ClassVar[ChannelName]
    keeps_quiet: ClassVar[bool]
    """True where messages wait for the end of the quiet hours."""

    falls_back: ClassVar[bool]
    """True where a message that could not be delivered goes by mail instead."""

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """Returns the targets on this channel; nothing where it is switched off."""

    def wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether the recipient still wants it on this channel; asked before each try."""

    def hand_over(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Writes the message in the active language and hands it over; returns the number that the
        other side gave, "" where it gave none. Raises FinalRefusal, TryAgain, DeviceGone."""
