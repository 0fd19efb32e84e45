"""Data classes of message types and of the texts that they write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from django.utils import formats, timezone
from django.utils.functional import Promise

from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.notifications.purposes import ChannelName, Purpose

if TYPE_CHECKING:
    from rontal.notifications.models import Message

Facts = TypeVar("Facts")
MAIL_ONLY: Final = frozenset({ChannelName.MAIL})
EVERY_CHANNEL: Final = frozenset(ChannelName)


@dataclass(frozen=True)
class MessageText:
    """Text of a mail: a subject without personal data, paragraphs, points, at most one action."""

    subject: str
    paragraphs: list[str]
    action: str = ""
    points: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    stop: str = ""
    """Label of the link by which the recipient ends messages of this kind."""


@dataclass(frozen=True)
class Notice:
    """Text of a push or WhatsApp message. `title` and `body` hold no personal words; `named` is the
    body that names a book, shown where the person allows it. `until` is when the notice expires;
    `topic` identifies its subject, so that a later notice on the same topic replaces it."""

    title: str
    body: str
    action: str
    named: str = ""
    until: datetime | None = None
    topic: str = ""


@dataclass(frozen=True)
class Target:
    """Recipient of a message: an applicant or member (`application_id`), the author of a complaint
    (`ticket_id`) or of a request (`data_request_id`), the agency (`incident_id`), a person affected
    by an incident (`affected_id`), or staff (`staff_id`). Push and WhatsApp go to `account_id`, to
    all its devices or to `subscription_id` alone; without `mail` no mail is sent. The message is
    delivered at once, or `at`."""

    application_id: int | None = None
    ticket_id: int | None = None
    data_request_id: int | None = None
    incident_id: int | None = None
    affected_id: int | None = None
    staff_id: int | None = None
    account_id: int | None = None
    subscription_id: int | None = None
    mail: bool = True
    at: datetime | None = None


@dataclass(frozen=True)
class Loaded(Generic[Facts]):
    """Facts of a message, loaded at the moment of sending. `path` is the page to which it links,
    `stop_path` the page where the recipient ends messages of this kind, `code` the reference."""

    facts: Facts
    name: str
    address: str
    language: str
    path: str
    code: str = ""
    stop_path: str = ""
    message_id: str = ""


@dataclass(frozen=True)
class MessageType(Generic[Facts]):
    """Type of a message: one entry of the registry.

    `targets` returns the recipients for an event. `load` is called at the moment of
    sending: it returns the facts, or None where the message is no longer true or has no recipient
    any more; such a message is dropped. `write` and `notice` write the texts in the active
    language. `optional` messages can be switched off by mail, too. `urgent` ones do not wait for
    the end of the quiet hours: decisions on an application, and the test that a person asks for.
    """

    code: str
    label: str | Promise
    purpose: Purpose
    events: tuple[str, ...]
    targets: Callable[[Event], Iterable[Target]]
    load: Callable[["Message"], Loaded[Facts] | None]
    write: Callable[[Facts], MessageText]
    notice: Callable[[Facts], Notice] | None = None
    channels: frozenset[ChannelName] = MAIL_ONLY
    optional: bool = False
    urgent: bool = False


def format_moment(at: datetime, library: Library) -> str:
    """Returns a moment in the form of messages, in the library's zone."""
    local = timezone.localtime(at, library.tz)
    return f"{formats.date_format(local, 'l, j F Y, H:i')} {local.tzname()}"
