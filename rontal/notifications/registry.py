"""Registry of message types. A new message is one entry in a module of `messages`; a new subject is
one module, registered here."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rontal.notifications.content import MessageType
from rontal.notifications.messages import (
    account,
    applications,
    data_requests,
    device,
    email_changes,
    guardians,
    holds,
    incidents,
    loans,
    members,
    new_titles,
    security,
    staff,
    survey,
    tickets,
)
from rontal.notifications.purposes import ChannelName, Purpose

_SUBJECTS: Final = (
    applications,
    members,
    email_changes,
    guardians,
    holds,
    loans,
    tickets,
    data_requests,
    incidents,
    new_titles,
    survey,
    account,
    security,
    device,
    staff,
)
MESSAGES: Final[Mapping[str, MessageType[Any]]] = {
    entry.code: entry for subject in _SUBJECTS for entry in subject.MESSAGES
}
EVENTS: Final = tuple(sorted({name for entry in MESSAGES.values() for name in entry.events}))


def types_for(event_name: str) -> Iterator[MessageType[Any]]:
    """Returns the message types that an event of this name may trigger."""
    return (entry for entry in MESSAGES.values() if event_name in entry.events)


def purposes_of(channel: ChannelName) -> list[Purpose]:
    """Returns the purposes that a person can switch for a channel, in their order."""
    available = {
        entry.purpose
        for entry in MESSAGES.values()
        if channel in entry.channels
        and entry.purpose is not Purpose.SECURITY
        and (entry.optional or channel is not ChannelName.MAIL)
    }
    return [purpose for purpose in Purpose if purpose in available]
