"""CSV export of the audit log; each export is itself logged."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from records.tables.writing import MARK, lines
from rontal.accounts.models import User
from rontal.accounts.roles import AUDITORS
from rontal.core.actors import Actor
from rontal.core.events import emit, newest
from rontal.desk import events
from rontal.desk.selectors.audit_log import AuditLogFilters, Entry, everything

HEAD = ("id", "at", "who", "actor_kind", "actor_id", "event", "sentence", "about", "details")


def export(*, filters: AuditLogFilters, actor: Actor) -> Iterator[str]:
    """Returns the audit log as CSV lines, newest first, read in batches; logs the export.

    Raises NotAllowed.
    """
    account_id = actor.require(*AUDITORS)
    up_to = newest()
    data = {
        "who": filters.who,
        "event": filters.event,
        "code": filters.code,
        "first": str(filters.first or ""),
        "last": str(filters.last or ""),
    }
    emit(events.RECORD_EXPORTED, actor=actor, subject=User.objects.get(pk=account_id), data=data)
    return _csv_lines(everything(filters, up_to=up_to))


def _csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    yield MARK
    yield from lines([HEAD])
    yield from lines(map(_csv_row, entries))


def _csv_row(entry: Entry) -> list[object]:
    event = entry.event
    return [
        event.pk,
        timezone.localtime(event.at).isoformat(timespec="seconds"),
        entry.who,
        event.actor_kind,
        event.actor_id,
        event.name,
        entry.sentence,
        entry.about,
        entry.details,
    ]
