"""The table of messages. A new message is one entry in a module of `messages`; a new subject is one
module, named here."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rontal.notifications.content import MessageType
from rontal.notifications.messages import (
    account,
    applications,
    device,
    holds,
    loans,
    members,
    new_titles,
    staff,
    survey,
    tickets,
)
from rontal.notifications.purposes import ChannelName, Purpose

_SUBJECTS: Final = (
    applications,
    members,
    holds,
    loans,
    tickets,
    new_titles,
    survey,
    account,
    device,
    staff,
)
MESSAGES: Final[Mapping[str, MessageType[Any]]] = {
    entry.code: entry for subject in _SUBJECTS for entry in subject.MESSAGES
}
EVENTS: Final = tuple(sorted({name for entry in MESSAGES.values() for name in entry.events}))


def asked_by(event_name: str) -> Iterator[MessageType[Any]]:
    """The messages that an event of this name may ask for."""
    return (entry for entry in MESSAGES.values() if event_name in entry.events)


def purposes_of(channel: ChannelName) -> list[Purpose]:
    """The purposes that a person switches on and off for a channel, in their order."""
    found = {
        entry.purpose
        for entry in MESSAGES.values()
        if channel in entry.channels
        and entry.purpose is not Purpose.SECURITY
        and (entry.optional or channel is not ChannelName.MAIL)
    }
    return [purpose for purpose in Purpose if purpose in found]
