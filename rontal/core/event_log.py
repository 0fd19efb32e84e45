"""Log lines of events about accounts: sign-ins, failures, passwords, roles, refused pages, linked
identity providers, passwords of reading apps, changes of the e-mail address.

The audit log is a table of the database, which whoever takes over a web process reaches. These
lines leave the process at once, and the operator may send them to another machine. They hold what
the event holds: ids and codes, no name, address or text.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction

if TYPE_CHECKING:
    from rontal.core.models import Event

LOGGED: Final = ("account:", "sign_on:", "app_password:", "member:email_")
"""Beginnings of the names of events that are logged: the ways into an account."""
logger = logging.getLogger("rontal.events")


def log(name: str, events: "Sequence[Event]") -> None:
    """Writes a line for each event when the transaction ends, if events of this name are logged."""
    if name.startswith(LOGGED):
        transaction.on_commit(partial(_write, events))


def _write(events: "Sequence[Event]") -> None:
    for event in events:
        fields = fields_of(event)
        text = " ".join(f"{name}={value}" for name, value in fields.items())
        logger.info("%s", text, extra={"fields": fields})


def fields_of(event: "Event") -> dict[str, object]:
    """Returns what a line says of an event, by name."""
    fields: dict[str, object] = {
        "event": event.name,
        "id": event.pk,
        "subject": f"{event.subject_type}:{event.subject_id}",
        "actor": f"{event.actor_kind}:{event.actor_id or event.actor_name}",
    }
    return fields | {name: value for name, value in event.data.items() if name not in fields}
